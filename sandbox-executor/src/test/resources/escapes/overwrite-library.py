# control: none, would change the machine
import os
os.chmod(os.__file__, 0o777)
print('ESCAPED')
