# stopped by: seccomp network
# Any port of the machine's loopback that listens.
import socket
for line in open('/proc/net/tcp').read().splitlines()[1:]:
    address, state = line.split()[1], line.split()[3]
    if state == '0A':
        with socket.create_connection(('127.0.0.1', int(address.split(':')[1], 16)), 1):
            print('ESCAPED')
        break
