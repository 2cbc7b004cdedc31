# stopped by: seccomp capabilities nested-namespaces
# fsopen: file systems without mount.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 430 if os.uname().machine == 'x86_64' else 430
result = libc.syscall(ctypes.c_long(number), b'tmpfs', 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
