# control: bare
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 250 if os.uname().machine == 'x86_64' else 219
if libc.syscall(ctypes.c_long(number), 0, ctypes.c_long(-3), 0, 0, 0) > 0:
    print('ESCAPED')
