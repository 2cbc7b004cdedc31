# stopped by: seccomp
# The kernel answers EFAULT where the filter lets it.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 298 if os.uname().machine == 'x86_64' else 241
result = libc.syscall(ctypes.c_long(number), None, 0, -1, -1, 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
