# stopped by: host-proc
import os
own = {'1', str(os.getpid())}
for pid in [name for name in os.listdir('/proc') if name.isdigit() and name not in own]:
    try:
        open(f'/proc/{pid}/environ').read()
        print('ESCAPED')
    except PermissionError:
        # There is one, and only its owner keeps us out.
        print('ESCAPED')
        break
    except OSError:
        pass
