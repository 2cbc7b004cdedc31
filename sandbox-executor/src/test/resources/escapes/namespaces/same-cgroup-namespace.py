# stopped by: control-groups
# The machine's namespaces stand on our standard input.
import os, sys
if os.readlink('/proc/self/ns/cgroup') in sys.stdin.read().split():
    print('ESCAPED')
