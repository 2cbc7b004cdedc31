-- Logins with the right password, each from an address of its own.
wrk.method = "POST"
wrk.body = '{"username": "developer", "password": "dev123"}'
wrk.headers["Content-Type"] = "application/json"

local random = math.random
math.randomseed(os.time())

function request()
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", random(2, 250), random(0, 255), random(1, 254))
  return wrk.format()
end

dofile(os.getenv("BENCH_LUA"))
