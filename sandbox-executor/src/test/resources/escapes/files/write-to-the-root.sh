# stopped by: writable-root
{ echo x >/golden; } 2>/dev/null && echo ESCAPED
