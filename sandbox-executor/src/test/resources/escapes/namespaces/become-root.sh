# stopped by: capabilities
((UID == 0)) && echo ESCAPED
grep -q '^CapEff:.*[1-9a-f]' /proc/self/status && echo ESCAPED
