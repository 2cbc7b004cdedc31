# stopped by: session
# A session whose leader is not in the box has the number 0 here.
import os
if os.getsid(0) == 0:
    print('ESCAPED')
