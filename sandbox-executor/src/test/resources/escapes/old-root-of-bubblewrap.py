# control: none, only shows something inside
import os
if any(os.path.exists(path) for path in ('/oldroot', '/newroot', '/proc/1/root/oldroot', '/proc/1/cwd/oldroot')):
    print('ESCAPED')
