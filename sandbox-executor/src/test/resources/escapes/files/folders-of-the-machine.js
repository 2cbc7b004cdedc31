// stopped by: host-files
for (const path of ['/home', '/root', '/var', '/run', '/sys', '/etc/hostname']) if (require('fs').existsSync(path)) console.log('ESCAPED')
