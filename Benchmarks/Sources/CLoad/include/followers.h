/*
 * Many clients that follow the log at once: each reads what comes and counts the lines, on one
 * thread for all.
 */
#ifndef BENCH_FOLLOWERS_H
#define BENCH_FOLLOWERS_H
#include <stddef.h>
#include <stdint.h>

struct followers;

/*
 * Connects `count` clients, each sends the request, and a thread begins to read. NULL with errno.
 */
struct followers *followers_start(
  const char *path, const void *request, size_t length, uint32_t count
);

/* How many connections the server has closed. */
uint32_t followers_dropped(const struct followers *followers);

/* The fewest lines with `mark` in them that any follower got: whether all have everything. */
uint64_t followers_least(const struct followers *followers);

/* Ends the thread, closes the connections, frees all. */
void followers_stop(struct followers *followers);

#endif
