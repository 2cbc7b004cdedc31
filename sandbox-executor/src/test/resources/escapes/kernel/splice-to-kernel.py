# stopped by: seccomp
# vmsplice, of Dirty Pipe and its like: EBADF where the kernel is asked.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 278 if os.uname().machine == 'x86_64' else 75
result = libc.syscall(ctypes.c_long(number), -1, None, 0, 0)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
