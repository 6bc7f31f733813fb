/*
 * LMDB with the puts that Chancery makes for a vote (Documentation/DataFormat.md §4, §8): log and
 * tree behind the last entry, ids and rows in their order, a run and a turn for each change of
 * position. Nothing is hashed, checked, decoded or answered.
 */
#define _GNU_SOURCE
#include <endian.h>
#include <errno.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stores.h"

enum { LOG, TREE, IDS, ROWS, RUNS, TURNS, TABLES };

static const char *const names[TABLES] = {"log", "tree", "ids", "rows", "runs", "turns"};

struct raw_store {
  MDB_env *environment;
  MDB_dbi tables[TABLES];
  uint64_t head;
  /* The run of each pair: its first day and position; 0: none yet. */
  struct {
    int32_t start;
    uint8_t position;
  } *runs;
};

static int fail(struct store_timing *timing, const char *what, int code) {
  snprintf(timing->failure, sizeof timing->failure, "LMDB, %s: %s", what, mdb_strerror(code));
  return -1;
}

static int open_tables(struct raw_store *store) {
  MDB_txn *txn;
  int code = mdb_txn_begin(store->environment, NULL, 0, &txn);
  for (int i = 0; i < TABLES && code == 0; i++) {
    code = mdb_dbi_open(txn, names[i], MDB_CREATE, &store->tables[i]);
  }
  MDB_stat stat;
  if (code == 0) code = mdb_stat(txn, store->tables[LOG], &stat);
  if (code != 0) return code;
  store->head = stat.ms_entries;
  return mdb_txn_commit(txn);
}

struct raw_store *raw_open(const char *directory, struct store_timing *timing) {
  struct raw_store *store = calloc(1, sizeof *store);
  store->runs = calloc(PAIRS_MAX + 1, sizeof *store->runs);
  int code = mdb_env_create(&store->environment);
  if (code == 0) code = mdb_env_set_mapsize(store->environment, 1ull << 40);
  if (code == 0) code = mdb_env_set_maxdbs(store->environment, TABLES);
  if (code == 0) code = mdb_env_open(store->environment, directory, MDB_NOTLS, 0600);
  if (code == 0) code = open_tables(store);
  if (code == 0) return store;
  fail(timing, directory, code);
  raw_close(store);
  return NULL;
}

void raw_close(struct raw_store *store) {
  if (store->environment) mdb_env_close(store->environment);
  free(store->runs);
  free(store);
}

void raw_flush_meta(struct raw_store *store, int flushes) {
  mdb_env_set_flags(store->environment, MDB_NOMETASYNC, !flushes);
}

/* MARK: Puts */

static uint8_t *put32(uint8_t *at, uint32_t value) {
  value = htobe32(value);
  return mempcpy(at, &value, 4);
}

static uint8_t *put64(uint8_t *at, uint64_t value) {
  value = htobe64(value);
  return mempcpy(at, &value, 8);
}

static int put(
  MDB_txn *txn, MDB_dbi table, const uint8_t *key, size_t key_length, const uint8_t *value,
  size_t length
) {
  MDB_val k = {key_length, (void *)key}, v = {length, (void *)value};
  return mdb_put(txn, table, &k, &v, 0);
}

/*
 * A run of a pair and its turn, from one day on; `end` is a seq, or all ones while nothing ends it.
 */
static int put_run(
  struct raw_store *store, MDB_txn *txn, uint32_t pair, int32_t start, uint64_t seq, uint64_t end,
  uint8_t position
) {
  uint8_t run[16], turn[16], value[19] = {0};
  uint32_t day = (uint32_t)start ^ 0x80000000u;
  put64(put32(put32(run, pair), day), seq);
  put64(put32(put32(turn, day), pair), seq);
  uint8_t *at = put64(value, end);
  *at++ = position;
  put64(at + 2, seq);
  int code = put(txn, store->tables[RUNS], run, sizeof run, value, sizeof value);
  return code ? code : put(txn, store->tables[TURNS], turn, sizeof turn, value, sizeof value);
}

/* A row of the stance index. */
struct row {
  uint8_t key[26], value[26];
};

static void make_row(struct row *row, uint32_t pair, int32_t day, uint8_t position, uint64_t seq) {
  memset(row->value, 0, sizeof row->value);
  uint8_t *at = put32(put32(row->key, pair), (uint32_t)day ^ 0x80000000u);
  *at++ = 1;
  *at++ = 0;
  put64(put64(at, seq), seq);
  at = put64(put64(row->value, UINT64_MAX), seq);
  *at++ = position;
  *at++ = 2;
  put32(put32(at, UINT32_MAX), (uint32_t)day ^ 0x80000000u);
}

static int put_stance(
  struct raw_store *store, MDB_txn *txn, const struct vote *vote, const struct vote_stance *stance,
  uint64_t seq
) {
  struct row row;
  make_row(&row, stance->pair, vote->day, stance->position, seq);
  int code = put(txn, store->tables[ROWS], row.key, sizeof row.key, row.value, sizeof row.value);
  if (code != 0 || store->runs[stance->pair].position == stance->position) return code;
  store->runs[stance->pair].position = stance->position;
  store->runs[stance->pair].start = vote->day;
  return put_run(store, txn, stance->pair, vote->day, seq, UINT64_MAX, stance->position);
}

/* Behind the last entry: what a cursor puts without a search. */
static int put_last(MDB_cursor *cursor, uint64_t seq, const uint8_t *value, size_t length) {
  uint8_t key[8];
  put64(key, seq);
  MDB_val k = {8, key}, v = {length, (void *)value};
  return mdb_cursor_put(cursor, &k, &v, MDB_APPEND);
}

static int put_vote(
  struct raw_store *store, MDB_txn *txn, MDB_cursor *log, MDB_cursor *tree,
  const struct votes *votes, const struct vote *vote
) {
  static uint8_t record[RECORD_MAX], hashes[64 * 32], seq_bytes[8];
  uint64_t seq = ++store->head;
  int code = put_last(log, seq, record, votes_record(votes, vote, record));
  memset(hashes, (int)seq & 0xff, 32);
  if (code == 0) code = put_last(tree, seq, hashes, 32 * (1 + (size_t)__builtin_ctzll(seq)));
  uint8_t key[256];
  uint8_t *end = mempcpy(mempcpy(key, "unvotes", 8), vote->id, vote->id_length);
  put64(seq_bytes, seq);
  if (code == 0) code = put(txn, store->tables[IDS], key, (size_t)(end - key), seq_bytes, 8);
  for (uint32_t i = 0; i < vote->stance_count && code == 0; i++) {
    code = put_stance(store, txn, vote, &votes->stances[vote->first_stance + i], seq);
  }
  return code;
}

/* MARK: Commits */

static int commit_some(struct raw_store *store, const struct votes *votes, size_t from, size_t to) {
  MDB_txn *txn;
  MDB_cursor *log, *tree;
  int code = mdb_txn_begin(store->environment, NULL, 0, &txn);
  if (code != 0) return code;
  code = mdb_cursor_open(txn, store->tables[LOG], &log);
  if (code == 0) code = mdb_cursor_open(txn, store->tables[TREE], &tree);
  for (size_t i = from; i < to && code == 0; i++) {
    code = put_vote(store, txn, log, tree, votes, &votes->votes[i]);
  }
  if (code == 0) return mdb_txn_commit(txn);
  mdb_txn_abort(txn);
  return code;
}

int raw_append(
  struct raw_store *store, const struct votes *votes, size_t from, size_t to, size_t per_commit,
  struct store_timing *timing
) {
  store_timing_clear(timing);
  uint64_t start = load_now();
  for (size_t at = from; at < to; at += per_commit) {
    uint64_t since = load_now();
    int code = commit_some(store, votes, at, at + per_commit < to ? at + per_commit : to);
    if (code != 0) return fail(timing, "commit", code);
    histogram_record(timing->latencies, load_now() - since);
    timing->commits++;
  }
  timing->elapsed_ns = load_now() - start;
  return 0;
}

/* MARK: Refilling */

struct rows {
  struct row *all;
  size_t count, capacity;
};

static int compare_rows(const void *a, const void *b) {
  return memcmp(((const struct row *)a)->key, ((const struct row *)b)->key, 26);
}

/* The rows that a record's stances make, see votes_record. */
static int take_record(struct rows *rows, const uint8_t *record, uint64_t seq) {
  uint8_t count = *record++;
  int32_t day;
  memcpy(&day, record, 4);
  record += 4;
  if (rows->count + count > rows->capacity) {
    size_t capacity = 2 * rows->capacity + 4096;
    struct row *all = realloc(rows->all, capacity * sizeof *all);
    if (!all) return ENOMEM;
    rows->all = all;
    rows->capacity = capacity;
  }
  for (; count > 0; count--, record += 5) {
    uint32_t pair;
    memcpy(&pair, record, 4);
    make_row(&rows->all[rows->count++], pair, day, record[4], seq);
  }
  return 0;
}

static int scan_log(struct raw_store *store, MDB_txn *txn, struct rows *rows) {
  MDB_cursor *cursor;
  MDB_val key, value;
  int code = mdb_cursor_open(txn, store->tables[LOG], &cursor);
  while (code == 0 && (code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0) {
    uint64_t seq;
    memcpy(&seq, key.mv_data, 8);
    code = take_record(rows, value.mv_data, be64toh(seq));
  }
  return code == MDB_NOTFOUND ? 0 : code;
}

/* Empties the table of rows and appends these, which are in the order of their keys. */
static int append_rows(struct raw_store *store, MDB_txn *txn, const struct rows *rows) {
  MDB_cursor *cursor;
  int code = mdb_drop(txn, store->tables[ROWS], 0);
  if (code == 0) code = mdb_cursor_open(txn, store->tables[ROWS], &cursor);
  for (size_t i = 0; i < rows->count && code == 0; i++) {
    struct row *row = &rows->all[i];
    MDB_val key = {sizeof row->key, row->key}, value = {sizeof row->value, row->value};
    code = mdb_cursor_put(cursor, &key, &value, MDB_APPEND);
  }
  return code;
}

int raw_refill(struct raw_store *store, struct store_timing *timing) {
  store_timing_clear(timing);
  uint64_t start = load_now();
  struct rows rows = {0};
  MDB_txn *txn;
  int code = mdb_txn_begin(store->environment, NULL, 0, &txn);
  if (code == 0) {
    code = scan_log(store, txn, &rows);
    if (code == 0) qsort(rows.all, rows.count, sizeof *rows.all, compare_rows);
    if (code == 0) code = append_rows(store, txn, &rows);
    if (code == 0) {
      code = mdb_txn_commit(txn);
    } else {
      mdb_txn_abort(txn);
    }
  }
  free(rows.all);
  if (code != 0) return fail(timing, "refill", code);
  timing->elapsed_ns = load_now() - start;
  timing->commits = 1;
  return 0;
}
