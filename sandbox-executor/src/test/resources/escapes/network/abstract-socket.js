// stopped by: seccomp
const server = require('net').createServer()
server.on('error', () => {})
server.listen('\0golden-escape-test', () => { console.log('ESCAPED'); server.close() })
