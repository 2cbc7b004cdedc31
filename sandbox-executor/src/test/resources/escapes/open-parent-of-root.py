# control: none, only shows something inside
import os
if os.path.exists('/../../../../root') or os.path.exists('/../var'):
    print('ESCAPED')
