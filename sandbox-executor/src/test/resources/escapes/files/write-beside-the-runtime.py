# stopped by: writable-folder
# Anything writable outside of /box stays for the next box, or for the machine.
import os
for folder, names, _ in os.walk('/usr'):
    if os.access(folder, os.W_OK):
        print('ESCAPED')
        break
