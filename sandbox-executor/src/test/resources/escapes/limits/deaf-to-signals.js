// stopped by: clock
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGALRM', 'SIGXCPU']) process.on(name, () => {})
const end = Date.now() + 2500
while (Date.now() < end);
console.log('ESCAPED')
