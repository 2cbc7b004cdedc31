# stopped by: seccomp
import socket
socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
print('ESCAPED')
