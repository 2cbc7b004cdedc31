# stopped by: writable-root
# What every later shell would read.
for file in /etc/profile /etc/bash.bashrc /etc/ld.so.preload; do { echo 'echo x' >"$file"; } 2>/dev/null && echo ESCAPED; done
