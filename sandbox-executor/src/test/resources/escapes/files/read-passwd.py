# stopped by: passwd
if 'root:' in open('/etc/passwd').read():
    print('ESCAPED')
