// stopped by: passwd
try {
  require('vm').runInThisContext(require('fs').readFileSync('/etc/passwd', 'utf8'), '/etc/passwd')
} catch (told) {
  if (told instanceof SyntaxError) console.log('ESCAPED', told.stack)
}
