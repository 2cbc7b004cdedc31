# stopped by: careful-reader
mkdir artifacts && mkfifo artifacts/report.txt
