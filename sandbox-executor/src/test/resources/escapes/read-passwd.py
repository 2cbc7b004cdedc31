# control: bare
if 'root:' in open('/etc/passwd').read():
    print('ESCAPED')
