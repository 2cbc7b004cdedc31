# stopped by: seccomp capabilities nested-namespaces
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
os.mkdir('/box/new')
os.mkdir('/box/new/old') if libc.mount(b'none', b'/box/new', b'tmpfs', 0, None) == 0 else None
number = 155 if os.uname().machine == 'x86_64' else 41
if libc.syscall(ctypes.c_long(number), b'/box/new', b'/box/new/old') == 0:
    print('ESCAPED')
