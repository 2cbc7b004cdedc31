# Compiles every Python file and looks for what is an error in any style. The code itself is never run here.
findings, undocumented, files = [], [], python_files(None)


def finding(path, line, rule):
    findings.append({"path": path, "line": line, "rule": rule})


def public(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_")


def check_scope(path, body):
    names = {}
    for node in body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if node.name in names and not node.decorator_list:
            finding(path, node.lineno, "redefines " + node.name + " of line " + str(names[node.name]))
        names[node.name] = node.lineno


def check(path, tree):
    check_scope(path, tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            check_scope(path, node.body)
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            finding(path, node.lineno, "bare except hides every error")
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names):
            finding(path, node.lineno, "star import hides where names come from")
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for default in node.args.defaults + [d for d in node.args.kw_defaults if d]:
                if isinstance(default, (ast.List, ast.Dict, ast.Set)):
                    finding(path, node.lineno, "mutable default argument of " + node.name)
    for node in tree.body:
        if public(node):
            inner = [n for n in node.body if public(n)] if isinstance(node, ast.ClassDef) else []
            for name in [node] + inner:
                if not ast.get_docstring(name):
                    undocumented.append(path + ":" + name.name)


for path in files:
    try:
        text = source(path)
        check(path, ast.parse(text, path))
        compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        finding(path, getattr(error, "lineno", None) or 0, "does not compile: " + str(error)[:200])

verdict(not findings, files=len(files), findings=findings[:50], undocumented=undocumented[:100])
