# control: bare
import socket
if socket.gethostname() != 'sandbox':
    print('ESCAPED')
