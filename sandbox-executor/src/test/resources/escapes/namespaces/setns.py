# stopped by: seccomp capabilities nested-namespaces
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if libc.setns(os.open('/proc/self/ns/net', os.O_RDONLY), 0) == 0:
    print('ESCAPED')
