# stopped by: seccomp
# Opens a file by its number, past every directory (the "shocker" of old containers).
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 304 if os.uname().machine == 'x86_64' else 265
result = libc.syscall(ctypes.c_long(number), -100, None, 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
