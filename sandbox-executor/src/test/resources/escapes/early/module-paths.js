// stopped by: writable-folder
const fs = require('fs')
for (const folder of [...module.paths.slice(1), ...require('module').globalPaths, '/usr/share/scratch'].filter((path) => !path.startsWith('/box'))) {
  try { fs.mkdirSync(folder, { recursive: true }); fs.writeFileSync(folder + '/poison.js', ''); console.log('ESCAPED', folder) } catch (refused) {}
}
