# stopped by: host-files
for file in /usr/bin/* /usr/sbin/*; do [[ -u $file || -g $file ]] && echo ESCAPED && break; done
