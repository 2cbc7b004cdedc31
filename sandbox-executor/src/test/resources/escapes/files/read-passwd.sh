# stopped by: passwd
[[ $(</etc/passwd) == *root:* ]] && echo ESCAPED
