# stopped by: processes
# Where the box has no processes of its own, process 1 is the machine's: it exists and is not ours.
import os, time
for signal in (0,) if os.getpid() > 64 else (15, 19, 9):
    try:
        os.kill(1, signal)
    except PermissionError:
        print('ESCAPED')
time.sleep(0.2)
