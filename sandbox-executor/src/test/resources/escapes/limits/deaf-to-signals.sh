# stopped by: clock
trap '' TERM INT HUP ALRM XCPU PIPE
sleep 1.2
echo ESCAPED
