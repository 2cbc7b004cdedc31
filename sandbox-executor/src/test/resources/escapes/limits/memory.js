// stopped by: memory
const blocks = []
for (let n = 0; n < 10; n++) blocks.push(Buffer.alloc(60 << 20, n + 1))
setTimeout(() => console.log('ESCAPED', blocks.length), 1500)
