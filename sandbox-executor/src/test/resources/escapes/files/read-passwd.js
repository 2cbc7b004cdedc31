// stopped by: passwd
if (require('fs').readFileSync('/etc/passwd', 'utf8').includes('root:')) console.log('ESCAPED')
