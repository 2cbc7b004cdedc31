# control: bare
lines = open('/proc/net/dev').read().splitlines()[2:]
names = [line.split(':')[0].strip() for line in lines]
import os
if names != ['lo'] or os.path.exists('/sys/class/net'):
    print('ESCAPED')
