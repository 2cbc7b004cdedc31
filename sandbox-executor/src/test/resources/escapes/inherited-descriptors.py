# control: none, only shows something inside
import os
known = {'0', '1', '2'}
listing = os.open('/proc/self/fd', os.O_RDONLY)
extra = set(os.listdir(listing)) - known - {str(listing)}
for name in extra:
    try:
        os.fstat(int(name))
        print('ESCAPED', name)
    except OSError:
        pass
