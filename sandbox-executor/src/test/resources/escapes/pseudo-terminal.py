# control: bare
import os
os.openpty()
print('ESCAPED')
