# stopped by: ulimits
head -c 20000000 /dev/zero >big && echo ESCAPED
