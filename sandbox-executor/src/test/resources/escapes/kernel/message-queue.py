# stopped by: seccomp
# System V queues outlive their makers.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 68 if os.uname().machine == 'x86_64' else 186
result = libc.syscall(ctypes.c_long(number), 0, 0o1600)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
