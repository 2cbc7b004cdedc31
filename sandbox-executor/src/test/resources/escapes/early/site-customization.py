# stopped by: writable-folder
# Modules that every later interpreter would import.
import os, sys
for folder in sys.path[1:] + ['/usr/share/scratch']:
    try:
        open(folder + '/sitecustomize.py', 'w').close()
        print('ESCAPED')
    except OSError:
        pass
