# stopped by: careful-reader
mkdir artifacts && ln -s /etc artifacts/inner
