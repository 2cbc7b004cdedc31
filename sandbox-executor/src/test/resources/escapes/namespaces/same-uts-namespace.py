# stopped by: host-name
# The machine's namespaces stand on our standard input.
import os, sys
if os.readlink('/proc/self/ns/uts') in sys.stdin.read().split():
    print('ESCAPED')
