# control: none, would change the machine
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 155 if os.uname().machine == 'x86_64' else 41
if libc.syscall(ctypes.c_long(number), b'/box', b'/box/tmp') == 0:
    print('ESCAPED')
