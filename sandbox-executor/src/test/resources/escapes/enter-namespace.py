# control: none, needs root outside
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if libc.setns(os.open('/proc/1/ns/net', os.O_RDONLY), 0) == 0:
    print('ESCAPED')
