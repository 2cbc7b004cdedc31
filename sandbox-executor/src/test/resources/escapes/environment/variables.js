// stopped by: environment
if (Object.keys(process.env).length > 0) console.log('ESCAPED')
