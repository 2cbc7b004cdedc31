-- Reservations of one token, each with a request id of its own. BENCH_PROJECTS accounts, chosen by chance. One thread.
wrk.method = "POST"
wrk.path = "/api/v1/budget/request"
wrk.headers["Content-Type"] = "application/json"

local projects = tonumber(os.getenv("BENCH_PROJECTS") or "1")
local tenant = os.getenv("BENCH_TENANT") or "bench"
local random = math.random
math.randomseed(os.time() + projects)
local run, n = string.format("%x-%x", os.time(), random(0, 2 ^ 30)), 0

function request()
  n = n + 1
  return wrk.format(nil, nil, nil, string.format(
    '{"tenant_id":"%s","project_id":"p%d","task_id":"bench","model":"offline","estimated_tokens":1,"request_id":"%s-%d"}',
    tenant, random(1, projects), run, n))
end

dofile(os.getenv("BENCH_LUA"))
