// stopped by: host-proc
const fs = require('fs')
for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
  try {
    if (/^(java|systemd|init|kthreadd)$/m.test(fs.readFileSync(`/proc/${pid}/comm`, 'utf8'))) console.log('ESCAPED')
  } catch (gone) {}
}
