// stopped by: seccomp
// Refused or unreachable would mean that the kernel was asked.
require('net').connect(9, '127.0.0.1').on('error', (e) => { if (e.code !== 'EPERM') console.log('ESCAPED', e.code) })
