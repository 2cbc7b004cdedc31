# stopped by: seccomp
# System V semaphores outlive their makers.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 64 if os.uname().machine == 'x86_64' else 190
result = libc.syscall(ctypes.c_long(number), 0, 1, 0o1600)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
