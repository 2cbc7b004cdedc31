# stopped by: seccomp devices
import os
os.openpty()
print('ESCAPED')
