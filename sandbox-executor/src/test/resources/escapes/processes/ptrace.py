# stopped by: seccomp
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
child = os.fork()
if child == 0:
    os._exit(42 if libc.ptrace(0, 0, 0, 0) == 0 else 0)
if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42:
    print('ESCAPED')
