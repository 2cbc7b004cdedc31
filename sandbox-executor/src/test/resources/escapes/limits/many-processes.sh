# stopped by: ulimits
for n in {1..100}; do read -t 60 <> <(:) & done 2>/dev/null
(($(jobs -rp | wc -l) > 90)) && echo ESCAPED
kill $(jobs -p) 2>/dev/null
