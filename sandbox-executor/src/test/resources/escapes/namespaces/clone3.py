# stopped by: seccomp nested-namespaces
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
arguments = (ctypes.c_uint64 * 8)(0x10000000, 0, 0, 0, 17, 0, 0, 0)
child = libc.syscall(ctypes.c_long(435), ctypes.byref(arguments), ctypes.c_long(64))
if child == 0:
    os._exit(0)
if child > 0:
    os.waitpid(child, 0)
    print('ESCAPED')
