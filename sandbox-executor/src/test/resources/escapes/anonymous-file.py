# control: bare
import os
os.close(os.memfd_create('hidden'))
print('ESCAPED')
