# stopped by: processes
# Only asks whether it could: signal 0 to numbers that are not in the box.
import os
for pid in range(64, 200_000):
    try:
        os.kill(pid, 0)
        print('ESCAPED')
        break
    except PermissionError:
        print('ESCAPED')
        break
    except ProcessLookupError:
        pass
