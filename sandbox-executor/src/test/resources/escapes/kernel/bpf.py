# stopped by: seccomp
# Too large a request: the kernel says so before it asks who we are.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 321 if os.uname().machine == 'x86_64' else 280
result = libc.syscall(ctypes.c_long(number), 0, ctypes.create_string_buffer(8192), 8192)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
