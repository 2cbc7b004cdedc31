# stopped by: host-files
for pid in 1 self; do [[ -e /proc/$pid/root/etc/hostname || -e /proc/$pid/cwd/../../etc/hostname ]] && echo ESCAPED; done
