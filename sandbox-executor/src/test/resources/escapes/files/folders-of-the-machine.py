# stopped by: host-files
import os
if any(os.path.exists(path) for path in ('/home', '/root', '/var', '/run', '/sys', '/etc/hostname', '/etc/shadow', '/boot', '/opt')):
    print('ESCAPED')
