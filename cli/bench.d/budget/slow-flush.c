/*
 * A slower disk: preloaded (LD_PRELOAD) into PostgreSQL, each flush of its log takes FLUSH_MICROS longer than this machine's
 * disk does. pgbench and the service wait for the same flushes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int fdatasync(int file) {
  static int (*flush)(int);
  static long nanos;
  if (!flush) {
    const char *micros = getenv("FLUSH_MICROS");
    nanos = micros ? atol(micros) * 1000 : 0;
    flush = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  }
  int result = flush(file);
  struct timespec longer = {nanos / 1000000000, nanos % 1000000000};
  nanosleep(&longer, NULL);
  return result;
}
