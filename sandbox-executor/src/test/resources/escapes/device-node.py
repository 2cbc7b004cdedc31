# control: none, needs root outside
import os
os.mknod('disk', 0o600 | 0o060000, os.makedev(8, 0))
print('ESCAPED')
