# control: none, not every machine lets it be written
import os
if os.path.exists('/sys/fs/cgroup'):
    print('ESCAPED')
