# stopped by: seccomp
import socket
listener = socket.socket(socket.AF_UNIX)
listener.bind('\0golden-escape-test')
listener.close()
print('ESCAPED')
