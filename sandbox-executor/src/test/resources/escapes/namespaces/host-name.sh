# stopped by: host-name
[[ $HOSTNAME == sandbox ]] || echo ESCAPED
