# stopped by: seccomp
# An impossible time: the kernel says EINVAL before it asks who we are.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 164 if os.uname().machine == 'x86_64' else 170
result = libc.syscall(ctypes.c_long(number), (ctypes.c_long * 2)(0, 2_000_000), None)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
