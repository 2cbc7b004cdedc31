# stopped by: seccomp nested-namespaces host-files
/usr/bin/unshare --user /usr/bin/true 2>/dev/null && echo ESCAPED
