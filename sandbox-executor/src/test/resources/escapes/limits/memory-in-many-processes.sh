# stopped by: memory
grab() { local block; printf -v block '%*s' 60000000 ''; echo done; sleep 60; }
for n in 1 2 3 4 5 6 7; do grab & done | (for n in 1 2 3 4 5 6 7; do read -r _; done; sleep 1.5; echo ESCAPED)
