# control: none, not every kernel has it
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 323 if os.uname().machine == 'x86_64' else 282
if libc.syscall(ctypes.c_long(number), 1) >= 0:
    print('ESCAPED')
