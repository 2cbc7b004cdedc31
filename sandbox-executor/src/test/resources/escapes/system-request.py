# control: none, would change the machine
open('/proc/sysrq-trigger', 'w').write('h')
print('ESCAPED')
