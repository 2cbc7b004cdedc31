# stopped by: room
for n in {1..12}; do head -c 8000000 /dev/zero >"/dev/shm/$n" || exit 1; done
echo ESCAPED
