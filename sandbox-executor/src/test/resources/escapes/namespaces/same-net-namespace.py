# stopped by: network
# The machine's namespaces stand on our standard input.
import os, sys
if os.readlink('/proc/self/ns/net') in sys.stdin.read().split():
    print('ESCAPED')
