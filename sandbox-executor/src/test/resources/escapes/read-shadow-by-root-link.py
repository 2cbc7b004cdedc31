# control: bare
import os
for pid in [name for name in os.listdir('/proc') if name.isdigit()]:
    try:
        if os.path.exists(f'/proc/{pid}/root/etc/hostname'):
            print('ESCAPED')
            break
    except OSError:
        pass
