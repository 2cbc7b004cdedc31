// stopped by: host-files
const fs = require('fs')
for (const way of ['/proc/1/root', '/proc/self/root', '/proc/self/cwd/../..']) if (fs.existsSync(way + '/etc/hostname')) console.log('ESCAPED')
