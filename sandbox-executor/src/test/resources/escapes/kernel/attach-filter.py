# stopped by: seccomp
# A program of BPF for the packets of a pair of sockets.
import ctypes, socket, struct
near, far = socket.socketpair()
program = ctypes.create_string_buffer(struct.pack('HBBI', 0x06, 0, 0, 0xffff))
near.setsockopt(socket.SOL_SOCKET, 26, struct.pack('HxxxxxxQ', 1, ctypes.addressof(program)))
print('ESCAPED')
