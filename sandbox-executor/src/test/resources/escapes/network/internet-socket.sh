# stopped by: seccomp
said=$( { exec 3<>/dev/tcp/127.0.0.1/9; } 2>&1)
[[ $said == *refused* || $said == *unreachable* ]] && echo ESCAPED
