# stopped by: host-files
# Mounts tell where the machine keeps its data.
grep -qE ' /(etc|var|home|root) ' /proc/self/mountinfo && echo ESCAPED
