# stopped by: host-name
import socket
if socket.gethostname() != 'sandbox':
    print('ESCAPED')
