# stopped by: passwd
# The text of a file in the message of a syntax error.
import importlib.machinery, traceback
try:
    importlib.machinery.SourceFileLoader('x', '/etc/passwd').load_module()
except SyntaxError as told:
    print(told.text, 'ESCAPED')
