// stopped by: seccomp nested-namespaces host-files
const run = require('child_process').spawnSync('/usr/bin/unshare', ['--user', '/usr/bin/true'])
if (run.status === 0) console.log('ESCAPED')
