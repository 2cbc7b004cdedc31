# stopped by: host-files
import os
for path in ('/proc/1/root/etc/shadow', '/proc/self/root/etc/shadow', '/proc/1/cwd/../../etc/shadow', '/proc/self/cwd/../../../etc/shadow'):
    if os.path.exists(path):
        print('ESCAPED')
