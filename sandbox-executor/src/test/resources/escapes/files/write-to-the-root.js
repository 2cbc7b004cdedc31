// stopped by: writable-root
require('fs').writeFileSync('/golden', 'x')
console.log('ESCAPED')
