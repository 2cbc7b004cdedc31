# control: none, would kill the machine's
import os, time
for signal in (9, 15, 19):
    os.kill(1, signal)
time.sleep(0.2)
if 'T' in open('/proc/1/stat').read().split(') ')[1][:1]:
    print('ESCAPED')
