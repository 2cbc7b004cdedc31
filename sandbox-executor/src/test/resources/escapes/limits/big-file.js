// stopped by: ulimits
const fs = require('fs')
process.on('SIGXFSZ', () => {})
const file = fs.openSync('big', 'w')
for (let n = 0; n < 20; n++) if (fs.writeSync(file, Buffer.alloc(1 << 20)) < 1 << 20) process.exit(1)
console.log('ESCAPED')
