# stopped by: host-files
# What bubblewrap used to leave below the new root, and the machine's cgroups.
import os
if any(os.path.exists(path) for path in ('/oldroot', '/newroot', '/proc/1/root/oldroot', '/sys/fs/cgroup')):
    print('ESCAPED')
