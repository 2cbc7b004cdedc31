# stopped by: writable-folder
for folder in /usr /usr/* /usr/lib/* /usr/share/*; do [[ -d $folder && -w $folder ]] && echo ESCAPED; done
