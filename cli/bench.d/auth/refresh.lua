-- Sessions that refresh as fast as they are answered: each token once, then its successor. Needs one thread.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"

local waiting, first, last = {}, 1, 0
local random = math.random
math.randomseed(os.time())

local function keep(token)
  last = last + 1
  waiting[last] = token
end

for line in io.lines(os.getenv("BENCH_TOKENS")) do
  keep(line)
end

function request()
  local token = waiting[first] or "none is left"
  waiting[first] = nil
  first = first + 1
  if first > last + 1 then
    first = last + 1
  end
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", random(2, 250), random(0, 255), random(1, 254))
  return wrk.format(nil, nil, nil, '{"refresh_token": "' .. token .. '"}')
end

function response(status, _, body)
  local token = status == 200 and body:match('"refresh_token":"([^"]+)"')
  if token then
    keep(token)
  end
end

dofile(os.getenv("BENCH_LUA"))
