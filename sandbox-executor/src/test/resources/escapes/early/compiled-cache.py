# stopped by: writable-folder
# Poisoned bytecode would be loaded by the next box.
import os, py_compile
open('poison.py', 'w').write('print(1)')
for folder in (os.path.dirname(os.__file__) + '/__pycache__', '/usr/share/scratch'):
    try:
        py_compile.compile('poison.py', cfile=folder + '/poison.pyc', doraise=True)
        print('ESCAPED')
    except OSError:
        pass
