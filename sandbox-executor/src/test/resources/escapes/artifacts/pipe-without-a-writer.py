# stopped by: careful-reader
# A reader that opens it waits for ever.
import os
os.mkdir('artifacts')
os.mkfifo('artifacts/report.txt')
