# stopped by: seccomp capabilities nested-namespaces
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.mount(None, b'/', None, 32 | 4096, None) == 0:
    open('/golden', 'w').close()
    print('ESCAPED')
