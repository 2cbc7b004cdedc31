# control: none, is root outside already
import os
os.setuid(0)
print('ESCAPED')
