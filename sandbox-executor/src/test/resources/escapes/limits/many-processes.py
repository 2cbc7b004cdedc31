# stopped by: ulimits
import os, time
children = []
try:
    for _ in range(100):
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
        children.append(child)
    print('ESCAPED')
finally:
    for child in children:
        os.kill(child, 9)
