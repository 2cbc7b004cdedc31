# stopped by: seccomp
# The filter lets no device node be made; without it the kernel asks for a capability that no namespace gives.
import ctypes, os
try:
    os.mknod('disk', 0o600 | 0o020000, os.makedev(1, 3))
    print('ESCAPED')
except OSError:
    pass
libc = ctypes.CDLL(None, use_errno=True)
if libc.mknod(b'', 0o020600, 0) < 0 and ctypes.get_errno() != 1:
    print('ESCAPED')
