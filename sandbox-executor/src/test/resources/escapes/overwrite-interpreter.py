# control: none, would change the machine
import os, sys
os.open('/proc/self/exe', os.O_WRONLY)
print('ESCAPED')
