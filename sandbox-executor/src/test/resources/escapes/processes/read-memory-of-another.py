# stopped by: seccomp
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(8)
class Vector(ctypes.Structure):
    _fields_ = [('base', ctypes.c_void_p), ('length', ctypes.c_size_t)]
here = Vector(ctypes.addressof(buffer), 8)
child = os.fork()
if child == 0:
    libc.pause()
read = libc.process_vm_readv(child, ctypes.byref(here), 1, ctypes.byref(here), 1, 0)
os.kill(child, 9)
if read == 8:
    print('ESCAPED')
