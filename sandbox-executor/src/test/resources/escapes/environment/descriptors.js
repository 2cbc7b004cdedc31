// stopped by: descriptors
// Its own runtime opens some: only pipes that lead out of the process are somebody else's.
const fs = require('fs')
for (const number of [3, 4, 5]) {
  try {
    const file = fs.fstatSync(number)
    if (file.isFIFO() && fs.readlinkSync('/proc/1/fd/' + number) === fs.readlinkSync('/proc/self/fd/' + number)) console.log('ESCAPED')
  } catch (closed) {}
}
