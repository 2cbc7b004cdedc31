# stopped by: writable-root
open('/golden', 'w').close()
print('ESCAPED')
