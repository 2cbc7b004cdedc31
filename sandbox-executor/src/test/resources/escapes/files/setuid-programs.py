# stopped by: host-files
import os, stat
for folder, _, names in os.walk('/usr/bin'):
    for name in names:
        try:
            mode = os.stat(os.path.join(folder, name)).st_mode
        except OSError:
            continue
        if mode & (stat.S_ISUID | stat.S_ISGID):
            print('ESCAPED')
            raise SystemExit
