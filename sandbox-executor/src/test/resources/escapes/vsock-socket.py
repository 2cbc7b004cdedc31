# control: none, not every kernel has it
import socket
socket.socket(40, socket.SOCK_STREAM).close()
print('ESCAPED')
