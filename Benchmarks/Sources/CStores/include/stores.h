/*
 * The stores that are measured inside one process, without a socket: LMDB itself, with the very
 * puts that Chancery makes (the physical limit), and SQLite with the same three tables (a peer).
 * Both take votes that are already read.
 */
#ifndef BENCH_STORES_H
#define BENCH_STORES_H
#include "histogram.h"
#include "votes.h"

struct store_timing {
  uint64_t elapsed_ns;
  uint64_t commits;
  /* Of each commit, from begin to durable. The caller's; cleared at the start. */
  struct histogram *latencies;
  char failure[256];
};

static inline void store_timing_clear(struct store_timing *timing) {
  timing->elapsed_ns = timing->commits = 0;
  timing->failure[0] = 0;
  histogram_clear(timing->latencies);
}

struct raw_store;
/*
 * Opens or makes an environment in an existing directory: full sync, as Chancery's. NULL with
 * `timing->failure`.
 */
struct raw_store *raw_open(const char *directory, struct store_timing *timing);
/* Appends votes[from ..< to], `per_commit` a durable commit. 0, or -1 with `timing->failure`. */
int raw_append(
  struct raw_store *store, const struct votes *votes, size_t from, size_t to, size_t per_commit,
  struct store_timing *timing
);
/*
 * Empties the table of rows and fills it again from the log, in one transaction: all rows are
 * gathered, sorted and appended.
 */
int raw_refill(struct raw_store *store, struct store_timing *timing);
/* Whether a commit flushes the meta page too; without, a power cut may undo the last commit. */
void raw_flush_meta(struct raw_store *store, int flushes);
void raw_close(struct raw_store *store);

/* When an append of one event is acknowledged. */
enum flush_way {
  /* When LMDB has committed: two flushes. As the product does. */
  FLUSH_COMMIT,
  /* When LMDB has committed but for its meta page: one flush, and the last commit may vanish. */
  FLUSH_COMMIT_WITHOUT_META,
  /* When a file in front of LMDB is flushed; the next one waits for LMDB's commit. */
  FLUSH_TAIL_THEN_COMMIT,
  /* The same, and a thread of its own commits what is acknowledged, all that waits at once. */
  FLUSH_TAIL_BESIDE_COMMIT,
};
/*
 * Appends votes[from ..< to] one by one, with a pause after each acknowledgement. The latencies
 * are those of the acknowledgements; all is committed when this returns. 0, or -1 with
 * `timing->failure`.
 */
int flush_append(
  struct raw_store *store, const char *tail_path, enum flush_way way, uint64_t pause_us,
  const struct votes *votes, size_t from, size_t to, struct store_timing *timing
);

struct sqlite_store;
/*
 * Opens or makes a database file: WAL, synchronous FULL, a cache of 64 MiB. NULL with
 * `timing->failure`.
 */
struct sqlite_store *sqlite_open(const char *path, struct store_timing *timing);
/* As raw_append, in transactions. */
int sqlite_append(
  struct sqlite_store *store, const struct votes *votes, size_t from, size_t to, size_t per_commit,
  struct store_timing *timing
);
/* Empties the stance index and fills it again from the log, in one transaction. */
int sqlite_refill(struct sqlite_store *store, struct store_timing *timing);
void sqlite_close_store(struct sqlite_store *store);

#endif
