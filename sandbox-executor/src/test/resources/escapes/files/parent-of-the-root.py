# stopped by: host-files
import os
if os.path.exists('/../../../../root') or os.path.exists('/../var'):
    print('ESCAPED')
