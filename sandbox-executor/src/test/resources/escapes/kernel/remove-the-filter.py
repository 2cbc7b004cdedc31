# stopped by: seccomp
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(22, 0)
if 'Seccomp:\t2' not in open('/proc/self/status').read():
    print('ESCAPED')
