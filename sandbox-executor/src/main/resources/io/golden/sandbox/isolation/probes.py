# Tries to break each layer from inside and prints one line for each attempt:
# layer, name, "held" or "broken", and what was seen. Before an attempt its layer and name go to stderr, so that it is
# known which one was under way when a missing layer let it end the probes themselves.
import ctypes
import os
import resource
import sys

libc = ctypes.CDLL(None, use_errno=True)
service_pid = sys.stdin.readline().strip()
service_namespaces = sys.stdin.read().split()


def report(layer, name, held, seen):
    print(layer, name, 'held' if held else 'broken', str(seen).replace('\t', ' ').replace('\n', ' '), sep='\t', flush=True)


def must_fail(layer, name, attempt, expected=OSError):
    print(layer, name, sep='\t', file=sys.stderr, flush=True)
    try:
        report(layer, name, False, attempt())
    except expected as refusal:
        report(layer, name, True, refusal)
    except Exception as surprise:
        report(layer, name, False, repr(surprise))


def system_call(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def write(path):
    with open(path, 'w') as file:
        return file.write('x')


def status(key):
    with open('/proc/self/status') as file:
        return next(line.split(':')[1].split()[0] for line in file if line.startswith(key + ':'))


def name_of(pid):
    try:
        with open('/proc/' + pid + '/comm') as file:
            return file.read().strip()
    except OSError:
        return ''


def variables_of(pid):
    try:
        with open('/proc/' + pid + '/environ') as file:
            return {entry for entry in file.read().split('\0') if entry}
    except OSError as refusal:
        return {str(refusal)}


def fork_many():
    children = []
    try:
        for count in range(1000):
            child = os.fork()
            if child == 0:
                libc.pause()
                os._exit(0)
            children.append(child)
        return '1000 children'
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)


def open_many():
    return len([os.open('/dev/null', os.O_RDONLY) for _ in range(1000)])


def big_file():
    with open('big', 'wb') as file:
        for _ in range(64):
            file.write(b'x' * (1 << 20))
            file.flush()
    return '64 MiB in one file'


processes = [name for name in os.listdir('/proc') if name.isdigit()]
report('namespaces', 'see the processes of the machine', len(processes) <= 2, processes)
own_namespaces = [os.readlink('/proc/self/ns/' + kind) for kind in ('user', 'pid', 'mnt', 'net', 'ipc', 'uts', 'cgroup')]
shared = [name for name in own_namespaces if name in service_namespaces]
report('namespaces', "share a namespace of the service's", not shared, shared)
report('namespaces', "share the service's session", os.getsid(0) != 0, os.getsid(0))
report('namespaces', 'be root', os.getresuid() == (65534,) * 3, os.getresuid())
report('namespaces', 'keep a capability', all(int(status(k), 16) == 0 for k in ('CapEff', 'CapPrm', 'CapBnd')), status('CapBnd'))
report('namespaces', 'gain privileges by a program', status('NoNewPrivs') == '1', status('NoNewPrivs'))
with open('/proc/net/dev') as devices:
    names = [line.split(':')[0].strip() for line in devices if ':' in line]
report('namespaces', 'see the network of the machine', names == ['lo'], names)
programs = sorted({name_of(pid) for pid in processes} - {''})
report('namespaces', 'see the service', not [name for name in programs if name not in ('sh', 'dash') and 'python' not in name], programs)

must_fail('filesystem', 'read /etc/passwd', lambda: open('/etc/passwd').read(), PermissionError)
for folder in ('/', '/etc', '/usr', '/usr/bin', '/usr/lib', '/dev', '/proc'):
    must_fail('filesystem', 'write to ' + folder, lambda: write(folder + '/golden'))
must_fail('filesystem', 'make /etc/passwd readable', lambda: os.chmod('/etc/passwd', 0o644))
hidden = [path for path in ('/home', '/root', '/var', '/etc/shadow', '/etc/hostname', '/sys', '/run') if os.path.exists(path)]
report('filesystem', 'see what belongs to the machine', not hidden, hidden)

X86 = {'socket': 41, 'ptrace': 101, 'mount': 165, 'bpf': 321, 'keyctl': 250, 'userfaultfd': 323, 'io_uring_setup': 425,
       'process_vm_readv': 310, 'unshare': 272, 'setns': 308, 'memfd_create': 319, 'perf_event_open': 298}
ARM = {'socket': 198, 'ptrace': 117, 'mount': 40, 'bpf': 280, 'keyctl': 219, 'userfaultfd': 282, 'io_uring_setup': 425,
       'process_vm_readv': 270, 'unshare': 97, 'setns': 268, 'memfd_create': 279, 'perf_event_open': 241}
report('seccomp', 'run without a filter', status('Seccomp') == '2', status('Seccomp'))
for call, number in (X86 if os.uname().machine == 'x86_64' else ARM).items():
    arguments = {'socket': (2, 1, 0), 'unshare': (0x10000000,)}.get(call, (0, 0, 0, 0, 0, 0))
    must_fail('seccomp', 'call ' + call, lambda: system_call(number, *arguments), PermissionError)

must_fail('limits', 'fork 1,000 times', fork_many, BlockingIOError)
must_fail('limits', 'allocate 4 GiB', lambda: len(bytearray(4 << 30)), MemoryError)
must_fail('limits', 'open 1,000 files', open_many)
os.closerange(3, 64)
must_fail('limits', 'write a big file', big_file)
must_fail('limits', 'raise a limit', lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096)), ValueError)
report('limits', 'dump core', resource.getrlimit(resource.RLIMIT_CORE) == (0, 0), resource.getrlimit(resource.RLIMIT_CORE))
descriptors = sorted(int(name) for name in os.listdir('/proc/self/fd'))
report('limits', 'inherit a descriptor', descriptors in ([0, 1, 2], [0, 1, 2, 3]), descriptors)

names = sorted(set(os.environ) | variables_of('self') | variables_of('1'))
names = [name for name in names if not name.startswith('PWD=')]
report('environment', 'read a variable', not names, names)
# Where the service is process 1 or 2 of a container, that number is one of ours in here.
if service_pid not in processes:
    must_fail('environment', "read the service's environment", lambda: open('/proc/' + service_pid + '/environ').read())
    must_fail('environment', "read the service's memory", lambda: open('/proc/' + service_pid + '/mem', 'rb').read(1))
