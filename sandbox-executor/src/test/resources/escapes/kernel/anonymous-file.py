# stopped by: seccomp
# memfd_create: programs that no file system shows.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 319 if os.uname().machine == 'x86_64' else 279
result = libc.syscall(ctypes.c_long(number), b'hidden', 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
