# stopped by: careful-reader
import os
os.mkdir('artifacts')
os.symlink('/etc/passwd', 'artifacts/report.txt')
os.symlink('../../../../../../../../../../etc/passwd', 'artifacts/climb.txt')
