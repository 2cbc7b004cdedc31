# stopped by: devices
for device in tty ptmx pts mem kmsg fuse kvm; do [[ -e /dev/$device ]] && echo ESCAPED; done
