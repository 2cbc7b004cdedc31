# stopped by: clock
trap '' TERM INT HUP ALRM XCPU PIPE
sleep 2.5
echo ESCAPED
