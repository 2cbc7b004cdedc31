# stopped by: seccomp
# pidfd_getfd: a descriptor of another process.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 438 if os.uname().machine == 'x86_64' else 438
result = libc.syscall(ctypes.c_long(number), -1, 0, 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
