# stopped by: ulimits
import mmap
mmap.mmap(-1, 4 << 30, flags=mmap.MAP_PRIVATE | 0x4000)
print('ESCAPED')
