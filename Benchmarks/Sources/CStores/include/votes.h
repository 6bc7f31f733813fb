/*
 * Votes as scripts/unvotes-to-ndjson writes them, read before any clock runs: the stores that are
 * measured inside one process get fields, where Chancery gets JSON over a socket. That favours
 * them.
 */
#ifndef BENCH_VOTES_H
#define BENCH_VOTES_H
#include <stddef.h>
#include <stdint.h>

struct vote_stance {
  const char *holder;
  const char *topic;
  uint8_t holder_length;
  uint8_t topic_length;
  /* As Chancery numbers positions: 3 neutral, 4 oppose, 5 support. */
  uint8_t position;
  /* One number for each holder and topic, the same for all files that this process reads. */
  uint32_t pair;
};

struct vote {
  const char *id;
  const char *data;
  uint32_t id_length;
  uint32_t data_length;
  /* Days since 1970-01-01. */
  int32_t day;
  uint32_t first_stance;
  uint32_t stance_count;
};

struct votes {
  struct vote *votes;
  struct vote_stance *stances;
  size_t count;
  size_t stance_count;
  char *text;
  size_t text_length;
};

enum { RECORD_MAX = 4096, PAIRS_MAX = 1 << 20 };

/*
 * Reads the first `limit` votes of a file; lines of other types are passed over. 0, or -1 with
 * errno (EINVAL: not such a file).
 */
int votes_open(const char *path, size_t limit, struct votes *votes);
void votes_close(struct votes *votes);

/*
 * A record as long as Chancery's, its stances first in binary, so that an index is refilled without
 * reading JSON: count u8, day i32, then pair u32 and position u8 each; padding up to header and
 * salt; leaf; data. Returns its length.
 */
size_t votes_record(const struct votes *votes, const struct vote *vote, uint8_t record[RECORD_MAX]);

/*
 * Writes what PostgreSQL's COPY reads: log (seq, event), ids (key, seq), stances (holder, topic,
 * day, rank, seq, position).
 */
int votes_write_copy(
  const struct votes *votes, const char *log, const char *ids, const char *stances
);

#endif
