#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stores.h"

enum { BEGIN, COMMIT, LOG, IDS, STANCE, STATEMENTS };

static const char *const texts[STATEMENTS] = {
  "BEGIN IMMEDIATE",
  "COMMIT",
  "INSERT INTO log VALUES (?1, ?2)",
  "INSERT INTO ids VALUES (?1, ?2)",
  "INSERT INTO stances VALUES (?1, ?2, ?3, ?4, ?5)",
};

static const char schema[] =
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = FULL;"
  "PRAGMA cache_size = -65536;"
  "CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY, record BLOB NOT NULL);"
  "CREATE TABLE IF NOT EXISTS ids (key TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE IF NOT EXISTS stances (pair INTEGER, day INTEGER, rank INTEGER, seq INTEGER,"
  " position INTEGER, PRIMARY KEY (pair, day, rank, seq)) WITHOUT ROWID;";

struct sqlite_store {
  sqlite3 *database;
  sqlite3_stmt *statements[STATEMENTS];
  int64_t head;
};

static int fail(struct store_timing *timing, struct sqlite_store *store, const char *what) {
  const char *why = sqlite3_errmsg(store->database);
  snprintf(timing->failure, sizeof timing->failure, "SQLite, %s: %s", what, why);
  return -1;
}

/* Runs a prepared statement that gives no rows. */
static int step(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int read_head(struct sqlite_store *store) {
  sqlite3_stmt *query;
  static const char text[] = "SELECT coalesce(max(seq), 0) FROM log";
  int code = sqlite3_prepare_v2(store->database, text, -1, &query, NULL);
  if (code == SQLITE_OK && sqlite3_step(query) == SQLITE_ROW) {
    store->head = sqlite3_column_int64(query, 0);
  }
  sqlite3_finalize(query);
  return code;
}

struct sqlite_store *sqlite_open(const char *path, struct store_timing *timing) {
  struct sqlite_store *store = calloc(1, sizeof *store);
  int code = sqlite3_open(path, &store->database);
  if (code == SQLITE_OK) code = sqlite3_exec(store->database, schema, NULL, NULL, NULL);
  for (int i = 0; i < STATEMENTS && code == SQLITE_OK; i++) {
    code = sqlite3_prepare_v2(store->database, texts[i], -1, &store->statements[i], NULL);
  }
  if (code == SQLITE_OK) code = read_head(store);
  if (code == SQLITE_OK) return store;
  fail(timing, store, path);
  sqlite_close_store(store);
  return NULL;
}

void sqlite_close_store(struct sqlite_store *store) {
  for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(store->statements[i]);
  sqlite3_close(store->database);
  free(store);
}

/* MARK: Appends */

static int put_stance(
  struct sqlite_store *store, uint32_t pair, int32_t day, int64_t seq, int position
) {
  sqlite3_stmt *insert = store->statements[STANCE];
  sqlite3_bind_int64(insert, 1, pair);
  sqlite3_bind_int(insert, 2, day);
  sqlite3_bind_int(insert, 3, 0);
  sqlite3_bind_int64(insert, 4, seq);
  sqlite3_bind_int(insert, 5, position);
  return step(insert);
}

static int put_vote(struct sqlite_store *store, const struct votes *votes, const struct vote *vote) {
  static uint8_t record[RECORD_MAX];
  int64_t seq = ++store->head;
  sqlite3_stmt *log = store->statements[LOG], *ids = store->statements[IDS];
  sqlite3_bind_int64(log, 1, seq);
  sqlite3_bind_blob(log, 2, record, (int)votes_record(votes, vote, record), SQLITE_STATIC);
  int code = step(log);
  char key[256];
  char *end = mempcpy(mempcpy(key, "unvotes/", 8), vote->id, vote->id_length);
  sqlite3_bind_text(ids, 1, key, (int)(end - key), SQLITE_STATIC);
  sqlite3_bind_int64(ids, 2, seq);
  if (code == SQLITE_OK) code = step(ids);
  for (uint32_t i = 0; i < vote->stance_count && code == SQLITE_OK; i++) {
    const struct vote_stance *stance = &votes->stances[vote->first_stance + i];
    code = put_stance(store, stance->pair, vote->day, seq, stance->position);
  }
  return code;
}

static int commit_some(
  struct sqlite_store *store, const struct votes *votes, size_t from, size_t to
) {
  int code = step(store->statements[BEGIN]);
  for (size_t i = from; i < to && code == SQLITE_OK; i++) {
    code = put_vote(store, votes, &votes->votes[i]);
  }
  return code == SQLITE_OK ? step(store->statements[COMMIT]) : code;
}

int sqlite_append(
  struct sqlite_store *store, const struct votes *votes, size_t from, size_t to, size_t per_commit,
  struct store_timing *timing
) {
  store_timing_clear(timing);
  uint64_t start = load_now();
  for (size_t at = from; at < to; at += per_commit) {
    uint64_t since = load_now();
    int code = commit_some(store, votes, at, at + per_commit < to ? at + per_commit : to);
    if (code != SQLITE_OK) return fail(timing, store, "commit");
    histogram_record(timing->latencies, load_now() - since);
    timing->commits++;
  }
  timing->elapsed_ns = load_now() - start;
  return 0;
}

/* MARK: Refilling */

/* Puts the stances that a record holds in binary. */
static int put_record_stances(struct sqlite_store *store, const uint8_t *record, int64_t seq) {
  int32_t day;
  memcpy(&day, record + 1, 4);
  const uint8_t *at = record + 5;
  int code = SQLITE_OK;
  for (int i = 0; i < record[0] && code == SQLITE_OK; i++, at += 5) {
    uint32_t pair;
    memcpy(&pair, at, 4);
    code = put_stance(store, pair, day, seq, at[4]);
  }
  return code;
}

int sqlite_refill(struct sqlite_store *store, struct store_timing *timing) {
  store_timing_clear(timing);
  uint64_t start = load_now();
  sqlite3_stmt *scan = NULL;
  int code = step(store->statements[BEGIN]);
  if (code == SQLITE_OK) {
    code = sqlite3_exec(store->database, "DELETE FROM stances", NULL, NULL, NULL);
  }
  static const char text[] = "SELECT seq, record FROM log ORDER BY seq";
  if (code == SQLITE_OK) code = sqlite3_prepare_v2(store->database, text, -1, &scan, NULL);
  while (code == SQLITE_OK && sqlite3_step(scan) == SQLITE_ROW) {
    code = put_record_stances(store, sqlite3_column_blob(scan, 1), sqlite3_column_int64(scan, 0));
  }
  sqlite3_finalize(scan);
  if (code == SQLITE_OK) code = step(store->statements[COMMIT]);
  if (code != SQLITE_OK) return fail(timing, store, "refill");
  timing->elapsed_ns = load_now() - start;
  timing->commits = 1;
  return 0;
}
