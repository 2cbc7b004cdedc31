# stopped by: seccomp
{ exec 3<>/dev/udp/127.0.0.1/53; } 2>/dev/null && echo ESCAPED
