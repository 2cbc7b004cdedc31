# stopped by: writable-root
# Through /proc/self/exe, as runc was attacked once. Its neighbours must not be changed either.
import os
try:
    os.open('/proc/self/exe', os.O_WRONLY | os.O_APPEND)
    print('ESCAPED')
except OSError:
    os.symlink('/proc/self/exe', '/usr/bin/golden')
    print('ESCAPED')
