/*
 * The one load generator. N connections to a Unix socket on one thread, each with one request under
 * way: the next is sent when the reply is whole (a closed loop). One connection blocks in recv, as
 * a simple client does; more share an epoll.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H
#include "histogram.h"
#include "reply.h"

/* Bytes to send: a head and a body, so that a body may lie in a mapped file. */
struct load_request {
  const void *head;
  size_t head_length;
  const void *body;
  size_t body_length;
};

struct load_options {
  const char *socket_path;
  enum load_protocol protocol;
  uint32_t connections;
  /* Sent in turn on each new connection, each reply awaited, before anything counts. */
  const struct load_request *opening;
  size_t opening_count;
  /*
   * Sent one after another by whichever connection is free, from the start again if they run out.
   */
  const struct load_request *requests;
  size_t request_count;
  /*
   * 1: no request is sent twice, all count, and the run ends when they have run out, or with its
   * time if it has one.
   */
  int once;
  /* Length of a reply of LOAD_ECHO. */
  size_t echo_length;
  /* Not counted at the start (nothing with `once`); then what is counted. */
  uint64_t warm_up_ns;
  uint64_t duration_ns;
  /*
   * For probes, with one connection: a request is due at this interval. Those that came due while
   * a reply was awaited are not sent, but count with the rest of the wait, as clients of their own
   * would have felt it. Without them a closed loop leaves out just the moments that matter.
   */
  uint64_t every_ns;
};

struct load_result {
  /* Replies that count, and requests taken from the list at all. */
  uint64_t requests;
  uint64_t taken;
  uint64_t refused;
  /* From the first counted request to the last counted reply. */
  uint64_t elapsed_ns;
  uint64_t reply_bytes;
  /* The caller's; cleared at the start of the run. */
  struct histogram *latencies;
  /* What failed, in words; empty if nothing did. */
  char failure[256];
  /* The beginning of the first refusal. */
  char refusal[512];
};

/* Runs to the end. 0, or -1 with `failure` set. */
int load_run(const struct load_options *options, struct load_result *result);

/* A run on a thread of its own, for what goes on beside something else. */
struct load_run_handle;
struct load_run_handle *load_start(const struct load_options *options, struct load_result *result);
/* Lets the run end after its present request, waits for it and frees the handle. */
int load_stop(struct load_run_handle *handle);
/* Waits for the run's own end and frees the handle. */
int load_join(struct load_run_handle *handle);

/* Nanoseconds of the monotonic clock. */
uint64_t load_now(void);

/* A connected Unix socket, or -1 with errno. */
int load_connect(const char *path);

/* One long reply, read to its end. */
struct load_drained {
  uint64_t bytes;
  uint64_t elapsed_ns;
  /* The last bytes that came. */
  char tail[512];
};

/* Sends one request and reads until the server closes. 0, or -1 with errno. */
int load_drain(const char *path, const void *request, size_t length, struct load_drained *drained);

#endif
