# stopped by: environment
import os
if set(os.environ) - {'LC_CTYPE', 'PWD'}:
    print('ESCAPED')
