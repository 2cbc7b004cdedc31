# stopped by: seccomp
# Keys are not kept apart by namespaces.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 248 if os.uname().machine == 'x86_64' else 217
result = libc.syscall(ctypes.c_long(number), b'user', b'golden', b'x', 1, ctypes.c_long(-3))
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
