# stopped by: clock
import signal, time
for number in set(range(1, 65)) - {9, 19, 32, 33}:
    signal.signal(number, signal.SIG_IGN)
time.sleep(2.5)
print('ESCAPED')
