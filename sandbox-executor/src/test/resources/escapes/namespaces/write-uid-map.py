# stopped by: seccomp nested-namespaces
# The first step of most exploits of user namespaces.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.unshare(0x10000000)
open('/proc/self/uid_map', 'w').write('0 65534 1')
if os.getuid() == 0:
    print('ESCAPED')
