# stopped by: passwd
said=$( { source /etc/passwd; } 2>&1)
[[ $said == *root* || $said == *'command not found'* ]] && echo ESCAPED
