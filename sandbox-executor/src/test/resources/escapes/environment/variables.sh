# stopped by: environment
[[ $(export -p) == *SECRET* || $(tr '\0' ' ' </proc/1/environ) == *SECRET* ]] && echo ESCAPED
