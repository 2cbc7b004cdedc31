# stopped by: seccomp
# A lock of an open file has no process that it could be counted for.
import fcntl, struct
with open('lock', 'w') as file:
    fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack('hhqqi', fcntl.F_WRLCK, 0, 0, 1, 0))
print('ESCAPED')
