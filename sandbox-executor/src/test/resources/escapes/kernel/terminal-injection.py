# stopped by: seccomp
# TIOCSTI and TIOCLINUX: on what is no terminal the kernel says ENOTTY, the filter EPERM.
import fcntl
for request in (0x5412, 0x541C):
    try:
        fcntl.ioctl(0, request, b'x')
        print('ESCAPED')
    except OSError as refusal:
        if refusal.errno != 1:
            print('ESCAPED')
