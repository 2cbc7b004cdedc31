# stopped by: seccomp
# modify_ldt, a source of old bugs; other processors have none.
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = 154 if os.uname().machine == 'x86_64' else 9999
result = libc.syscall(ctypes.c_long(number), 0, ctypes.create_string_buffer(16), 16)
if result >= 0 or ctypes.get_errno() not in (1, 38):
    print('ESCAPED', result, ctypes.get_errno())
