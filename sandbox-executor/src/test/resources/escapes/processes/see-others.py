# stopped by: host-proc
import os
programs = set()
for pid in [name for name in os.listdir('/proc') if name.isdigit()]:
    try:
        programs.add(open(f'/proc/{pid}/comm').read().strip())
    except OSError:
        pass
if programs & {'java', 'systemd', 'init', 'kthreadd'}:
    print('ESCAPED')
