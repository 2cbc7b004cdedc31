# stopped by: descriptors
import os
listing = os.open('/proc/self/fd', os.O_RDONLY)
for name in set(os.listdir(listing)) - {'0', '1', '2', str(listing)}:
    try:
        os.fstat(int(name))
        print('ESCAPED', name)
    except OSError:
        pass
