# stopped by: network
lines = open('/proc/net/dev').read().splitlines()[2:]
if [line.split(':')[0].strip() for line in lines] != ['lo']:
    print('ESCAPED')
