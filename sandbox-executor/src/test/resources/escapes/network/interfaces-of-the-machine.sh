# stopped by: network
grep -qvE '^ *lo:|Inter|face' /proc/net/dev && echo ESCAPED
