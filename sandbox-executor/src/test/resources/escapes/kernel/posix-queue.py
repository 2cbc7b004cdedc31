# stopped by: seccomp
# A queue that other boxes could open, but for the ipc namespace.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 240 if os.uname().machine == 'x86_64' else 180
result = libc.syscall(ctypes.c_long(number), b'golden', 0o102, 0o600, None)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
