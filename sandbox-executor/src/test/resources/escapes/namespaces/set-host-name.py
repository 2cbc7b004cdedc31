# stopped by: seccomp capabilities nested-namespaces
import socket
socket.sethostname('mine')
print('ESCAPED')
