# stopped by: writable-root
# A hard link would outlive the box, and would make the file writable through another name.
import os
try:
    os.link(os.__file__, 'copy')
    print('ESCAPED')
except OSError as refusal:
    os.link('/etc/passwd', '/etc/copy')
    print('ESCAPED')
