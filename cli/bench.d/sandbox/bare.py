"""bare.py SECONDS AT_ONCE COMMAND…: starts the command again and again; prints how often a second, p50 and p99 in µs.

With BENCH_PAUSE_MS each of them waits that long, give or take a half, before it starts the next."""
import os
import random
import sys
import threading
import time

seconds, at_once, command = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
pause = float(os.environ.get("BENCH_PAUSE_MS", 0)) / 1000
times = []


def run():
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        # In a session of its own, like a box: the kernel shares the processors out by session.
        pid = os.posix_spawn(command[0], command, {}, setsid=True)
        _, status = os.waitpid(pid, 0)
        if status:
            sys.exit(f"{command[0]} ended with {status}")
        times.append(time.perf_counter() - began)
        time.sleep(pause * random.uniform(0.5, 1.5))


began = time.perf_counter()
threads = [threading.Thread(target=run) for _ in range(at_once)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
took = time.perf_counter() - began
times.sort()
print(f"{len(times) / took:.1f} {times[len(times) // 2] * 1e6:.0f} {times[len(times) * 99 // 100] * 1e6:.0f}")
