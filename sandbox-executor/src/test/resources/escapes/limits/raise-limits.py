# stopped by: ulimits
import resource
for limit, more in ((resource.RLIMIT_NPROC, 1000), (resource.RLIMIT_AS, 8 << 30), (resource.RLIMIT_FSIZE, 1 << 30), (resource.RLIMIT_CORE, 1 << 20)):
    try:
        resource.setrlimit(limit, (more, more))
        print('ESCAPED')
    except ValueError:
        pass
