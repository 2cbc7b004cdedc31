# stopped by: memory
# Each of them stays within the limit of one process.
import os, time
pipe = os.pipe()
for _ in range(5):
    if os.fork() == 0:
        block = bytearray(b'x' * (80 << 20))
        os.write(pipe[1], b'.')
        time.sleep(60)
        os._exit(0)
got = 0
while got < 5:
    got += len(os.read(pipe[0], 5))
time.sleep(1.5)
print('ESCAPED')
