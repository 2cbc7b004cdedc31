# stopped by: processes
for pid in 1 2; do [[ -r /proc/$pid/comm ]] || { said=$(kill -0 "$pid" 2>&1); [[ $said == *'not permitted'* ]] && echo ESCAPED; }; done
said=$(kill -0 "$PPID" 2>&1); ((PPID > 64)) && echo ESCAPED
