# Runs the tests in a child that never sees the nonce; this process alone speaks the verdict. It counts the tests by
# reading the tester's files, and wants every one of them reported as passed, once, by a child that ended by itself.
import ctypes, subprocess

# Nobody else of this uid may read this process's memory (where the nonce is) or write to its descriptors.
try:
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
except (OSError, AttributeError):
    pass
os.unlink(os.path.abspath(__file__))

TEST_FILES = json.loads(sys.stdin.readline())
CHILD = r"""
import sys, os, json, time, unittest, traceback, importlib.util
report, token, root, files = int(sys.argv[1]), sys.stdin.readline().strip(), sys.argv[2], json.loads(sys.argv[3])
write, dumps, clock = os.write, json.dumps, time.perf_counter
def told(kind, **more):
    data = (token + dumps(dict(more, kind=kind)) + "\n").encode()
    while data:
        data = data[write(report, data):]
class Result(unittest.TestResult):
    def addSuccess(self, test): told("passed", id=test.id())
    def addError(self, test, err): told("failed", id=test.id(), text="".join(traceback.format_exception(*err))[-1500:])
    def addFailure(self, test, err): told("failed", id=test.id(), text="".join(traceback.format_exception(*err))[-1500:])
    def addSkip(self, test, reason): told("skipped", id=test.id(), text=str(reason)[:200])
    def addExpectedFailure(self, test, err): told("passed", id=test.id())
    def addUnexpectedSuccess(self, test): told("failed", id=test.id(), text="unexpected success")
    def addSubTest(self, test, subtest, err):
        if err: told("failed", id=test.id(), text="".join(traceback.format_exception(*err))[-1500:])
os.chdir(root)
sys.path.insert(0, root)
sys.argv[:] = [files[0] if files else ""]
suite, loader = unittest.TestSuite(), unittest.TestLoader()
for path in files:
    name = path[:-3].replace("/", ".")
    try:
        sys.path.insert(0, os.path.dirname(os.path.join(root, path)))
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        suite.addTests(loader.loadTestsFromModule(module))
        for key, value in sorted(vars(module).items()):
            if key.startswith("test") and callable(value) and getattr(value, "__module__", "") == name and not isinstance(value, type):
                suite.addTest(unittest.FunctionTestCase(value, description=key))
    except BaseException as error:
        told("failed", id=name, text="".join(traceback.format_exception(error))[-1500:])
unittest.FunctionTestCase.id = lambda self: self._testFunc.__module__ + "." + self._testFunc.__name__
began = clock()
suite.run(Result())
told("end", ms=round((clock() - began) * 1000, 3))
sys.stdout.flush()
"""


def written_tests(path):
    """How many tests the file defines, by reading it."""
    try:
        tree = ast.parse(source(path), path)
    except (SyntaxError, ValueError, RecursionError) as error:
        verdict(False, tests_found=1, tests_run=0, failures=[{"test": path, "text": "does not compile: " + str(error)}])
    is_test = lambda n: isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)) and n.name.startswith("test")
    count = len({n.name for n in tree.body if is_test(n)})
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.bases:
            count += len({n.name for n in node.body if is_test(n)})
    return count


found = sum(written_tests(path) for path in TEST_FILES)
token = os.urandom(16).hex()
reading, writing = os.pipe()
child = subprocess.Popen(
    [sys.executable, "-I", "-B", "-c", CHILD, str(writing), ROOT, json.dumps(TEST_FILES)],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=(writing,), cwd=ROOT)
os.close(writing)
child.stdin.write((token + "\n").encode())
child.stdin.close()

import selectors
events, output = b"", b""
chooser = selectors.DefaultSelector()
chooser.register(reading, selectors.EVENT_READ, "events")
chooser.register(child.stdout, selectors.EVENT_READ, "output")
deadline = time.monotonic() + TIMEOUT
while chooser.get_map() and time.monotonic() < deadline:
    for key, _ in chooser.select(0.2):
        data = os.read(key.fd, 65536)
        if not data:
            chooser.unregister(key.fileobj)
        elif key.data == "events":
            events = (events + data)[:1_000_000]
        else:
            output = (output + data)[-4000:]
    if child.poll() is not None and not chooser.select(0):
        break
late = child.poll() is None and time.monotonic() >= deadline
child.kill()
code = child.wait()

passed, failures, skipped, ended, took = set(), [], 0, 0, None
for line in events.decode("utf-8", "replace").splitlines():
    if not line.startswith(token):
        continue
    event = json.loads(line[len(token):])
    if event["kind"] == "passed":
        passed.add(event["id"])
    elif event["kind"] == "failed":
        failures.append({"test": event["id"], "text": event.get("text", "")})
    elif event["kind"] == "skipped":
        skipped += 1
    else:
        ended, took = ended + 1, event["ms"]
if late:
    failures.append({"test": "", "text": "the tests did not end in time"})
elif ended != 1 or code != 0:
    failures.append({"test": "", "text": "the tests' process ended with exit code %d before its last test" % code})
passed -= {failure["test"] for failure in failures}
good = found > 0 and not failures and not skipped and len(passed) >= found
verdict(good, tests_found=found, tests_run=len(passed) + len(failures) + skipped, tests_passed=len(passed), skipped=skipped,
        failures=failures[:20], tests_ms=took, output=output.decode("utf-8", "replace")[-2000:])
