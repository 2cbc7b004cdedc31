# stopped by: seccomp
# 32-bit calls have other numbers: mov eax, 359 (socket); mov ebx, 2; mov ecx, 1; xor edx, edx; int 0x80; ret
import ctypes, mmap, os, signal
if os.uname().machine != 'x86_64':
    print('IMPOSSIBLE HERE: no such processor')
elif (child := os.fork()) == 0:
    code = bytes.fromhex('53b867010000bb02000000b90100000031d2cd805bc3')
    memory = mmap.mmap(-1, 4096, prot=7)
    memory.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    answer = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    if answer not in (-1, -38):
        print('ESCAPED', answer, flush=True)
    os._exit(0)
elif os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGSEGV:
    print('IMPOSSIBLE HERE: a kernel without 32-bit calls')
