# stopped by: seccomp capabilities nested-namespaces
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.mount(b'none', b'/box/tmp', b'tmpfs', 0, None) == 0:
    print('ESCAPED')
