# stopped by: seccomp capabilities nested-namespaces
import socket
socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3)
print('ESCAPED')
