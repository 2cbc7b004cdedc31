# stopped by: seccomp
# A second door to most system calls.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 425 if os.uname().machine == 'x86_64' else 425
result = libc.syscall(ctypes.c_long(number), 8, ctypes.create_string_buffer(120))
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
