# stopped by: host-proc
grep -lqxE 'java|systemd|init|kthreadd' /proc/[0-9]*/comm && echo ESCAPED
