# control: none, another file system outside
import os
os.link(os.__file__, 'copy')
print('ESCAPED')
