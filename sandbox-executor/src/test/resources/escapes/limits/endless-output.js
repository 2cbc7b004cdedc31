// stopped by: output
const line = 'x'.repeat(1000) + '\n'
for (let n = 0; n < 3000; n++) require('fs').writeSync(n % 2 + 1, line)
console.log('ESCAPED')
