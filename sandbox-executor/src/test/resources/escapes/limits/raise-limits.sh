# stopped by: ulimits
for limit in p v f c; do ulimit -$limit unlimited 2>/dev/null && echo ESCAPED; done
