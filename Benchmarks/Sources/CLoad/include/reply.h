/*
 * Where a reply ends, in the few protocols that are measured: just enough to know that it is whole
 * and a success.
 */
#ifndef BENCH_REPLY_H
#define BENCH_REPLY_H
#include <stddef.h>
#include <stdint.h>

enum load_protocol {
  LOAD_ECHO,     /* a reply of a fixed length */
  LOAD_HTTP,     /* HTTP/1.1 with Content-Length */
  LOAD_RESP,     /* Redis */
  LOAD_POSTGRES  /* PostgreSQL v3: up to ReadyForQuery */
};

enum { REPLY_OPEN = 0, REPLY_BROKEN = -1 };

/*
 * How long the reply is that begins at `bytes`. REPLY_OPEN: more has to come before that is known.
 * May exceed `length`: then the rest has to come. REPLY_BROKEN: these are not bytes of the
 * protocol. `refused` becomes 1 if the server says no.
 */
int64_t reply_length(
  enum load_protocol protocol, const uint8_t *bytes, size_t length, size_t echo, int *refused
);

#endif
