# stopped by: seccomp
# Stops the kernel in the middle of a copy.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 323 if os.uname().machine == 'x86_64' else 282
result = libc.syscall(ctypes.c_long(number), 1)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
