# stopped by: seccomp capabilities nested-namespaces
# Takes a mount away to see what lies below.
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.umount2(b'/proc', 2) == 0:
    print('ESCAPED')
