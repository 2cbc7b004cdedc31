# stopped by: seccomp
# Keys are not kept apart by namespaces.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 250 if os.uname().machine == 'x86_64' else 219
result = libc.syscall(ctypes.c_long(number), 0, ctypes.c_long(-3), 0, 0, 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
