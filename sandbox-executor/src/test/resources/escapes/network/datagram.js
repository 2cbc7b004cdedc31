// stopped by: seccomp
const socket = require('dgram').createSocket('udp4')
socket.on('error', () => socket.close())
socket.bind(0, () => { console.log('ESCAPED'); socket.close() })
