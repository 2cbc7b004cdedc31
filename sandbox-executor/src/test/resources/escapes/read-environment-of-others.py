# control: bare
import os
for pid in [name for name in os.listdir('/proc') if name.isdigit()]:
    try:
        if 'PATH=' in open(f'/proc/{pid}/environ').read():
            print('ESCAPED')
            break
    except OSError:
        pass
