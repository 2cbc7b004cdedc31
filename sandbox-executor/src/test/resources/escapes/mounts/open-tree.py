# stopped by: seccomp
# The newer way to mount begins with it.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 428 if os.uname().machine == 'x86_64' else 428
result = libc.syscall(ctypes.c_long(number), -100, b'/', 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
