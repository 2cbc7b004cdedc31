# stopped by: seccomp
# Open files that are shared with a process that locks and ends: its locks stay, and their owner is gone.
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
CLONE_FILES = 0x400
number = 56 if os.uname().machine == 'x86_64' else 220
child = libc.syscall(ctypes.c_long(number), ctypes.c_ulong(CLONE_FILES | signal.SIGCHLD), None, None, None, None)
if child == 0:
    os._exit(0)
if child > 0:
    print('ESCAPED')
