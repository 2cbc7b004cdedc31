-- What every wrk script of a measurement ends with: one line that bench.sh reads.
-- A token in BENCH_TOKEN goes along as a bearer; with BENCH_PAUSE_MS each connection waits that long between requests.

local token = os.getenv("BENCH_TOKEN")
if token then
  wrk.headers["Authorization"] = "Bearer " .. token
end

local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "")
if pause then
  -- Spread a little, or all connections ask at the same moment.
  function delay()
    return math.random(math.floor(pause / 2), math.ceil(pause * 1.5))
  end
end

function done(summary, latency)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  local ok = summary.requests - errors.status
  io.write(string.format("BENCH %.1f %d %d %d %d\n", ok / seconds, latency:percentile(50), latency:percentile(99), ok, failed))
end
