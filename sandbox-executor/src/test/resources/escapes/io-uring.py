# control: none, not every kernel has it
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
parameters = ctypes.create_string_buffer(120)
if libc.syscall(ctypes.c_long(425), 8, parameters) >= 0:
    print('ESCAPED')
