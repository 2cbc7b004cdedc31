# stopped by: capabilities
import os
if 0 in os.getresuid():
    print('ESCAPED')
os.setuid(0)
print('ESCAPED')
