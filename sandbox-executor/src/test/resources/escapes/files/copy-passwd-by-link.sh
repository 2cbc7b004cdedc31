# stopped by: passwd
ln -s /etc/passwd here && cat here && echo ESCAPED
