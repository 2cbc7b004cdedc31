# stopped by: seccomp
# kcmp tells about kernel addresses.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 312 if os.uname().machine == 'x86_64' else 272
result = libc.syscall(ctypes.c_long(number), os.getpid(), os.getpid(), 0, 0, 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
