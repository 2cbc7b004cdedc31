-- One program, again and again.
wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY")
wrk.headers["Content-Type"] = "application/json"

dofile(os.getenv("BENCH_LUA"))
