// stopped by: host-name
if (require('os').hostname() !== 'sandbox') console.log('ESCAPED')
