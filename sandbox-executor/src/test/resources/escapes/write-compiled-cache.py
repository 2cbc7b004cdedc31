# control: none, would change the machine
import os
os.mkdir(os.path.dirname(os.__file__) + '/golden')
print('ESCAPED')
