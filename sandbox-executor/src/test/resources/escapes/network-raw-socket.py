# control: none, needs root outside
import socket
socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3)
print('ESCAPED')
