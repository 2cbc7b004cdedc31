# stopped by: careful-reader
import os
os.symlink('/etc', 'artifacts')
