# stopped by: descriptors
for number in 3 4 5 6 7 8 9; do { true >&$number; } 2>/dev/null && echo ESCAPED; done
