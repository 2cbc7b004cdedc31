// stopped by: network
const lines = require('fs').readFileSync('/proc/net/dev', 'utf8').trim().split('\n').slice(2)
if (lines.some((line) => !line.trim().startsWith('lo:'))) console.log('ESCAPED')
