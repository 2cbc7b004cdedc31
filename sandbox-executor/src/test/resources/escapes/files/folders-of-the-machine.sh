# stopped by: host-files
for path in /home /root /var /run /sys /etc/hostname /etc/shadow; do [[ -e $path ]] && echo ESCAPED; done
