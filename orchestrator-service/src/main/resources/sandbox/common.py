# Runs in the sandbox before the tested code does anything. Standard input holds one line: the nonce that makes a verdict ours.
import sys
HERE = sys.path[0] if sys.path else ""
sys.path[:] = [p for p in sys.path if p not in ("", HERE)]  # no file of the tested code is ever imported in here
import ast, json, os, time
NONCE = sys.stdin.readline().strip()
ROOT = os.path.join(HERE, "project")


def verdict(passed, **evidence):
    evidence["passed"] = bool(passed)
    sys.stdout.write("\nGOLDEN-VERDICT " + NONCE + " " + json.dumps(evidence) + "\n")
    sys.stdout.flush()
    os._exit(0)


def python_files(prefix):
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders.sort()
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), ROOT)
            if name.endswith(".py") and (not prefix or path in prefix):
                found.append(path)
    return found


def source(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()
