# stopped by: output
import sys
for _ in range(3000):
    sys.stdout.write('x' * 1000 + '\n')
print('ESCAPED')
