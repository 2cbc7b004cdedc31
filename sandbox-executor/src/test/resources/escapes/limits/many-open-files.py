# stopped by: ulimits
import os
if len([os.open('/dev/null', os.O_RDONLY) for _ in range(100)]) == 100:
    print('ESCAPED')
