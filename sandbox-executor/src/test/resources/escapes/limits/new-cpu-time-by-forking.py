# stopped by: clock
# CPU time is counted for each process: a chain of children gets it anew, the wall clock does not.
import os, time
end = time.time() + 2.5
while time.time() < end:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        os._exit(0)
    stop = time.time() + 0.2
    while time.time() < stop:
        pass
print('ESCAPED', flush=True)
