# stopped by: seccomp
# Unknown families are refused by the kernel with EAFNOSUPPORT, by the filter with EPERM.
import socket
try:
    socket.socket(40, socket.SOCK_STREAM).close()
    print('ESCAPED')
except OSError as refusal:
    if refusal.errno != 1:
        print('ESCAPED')
