# stopped by: seccomp
# Memory of the kernel that only a control group counts.
import socket
near, far = socket.socketpair()
before = near.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
if near.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) > before:
    print('ESCAPED')
