/*
 * The physical limit of a question over a socket: a server that reads a request of one length and
 * answers with fixed bytes.
 */
#ifndef BENCH_ECHO_H
#define BENCH_ECHO_H
#include <stddef.h>

/*
 * Serves on a new socket at `path` until the process is ended. Returns only on failure: -1 with
 * errno.
 */
int echo_serve(const char *path, size_t request_length, size_t reply_length);

#endif
