/*
 * Appends of one event each that are acknowledged in other ways than by LMDB's commit: what a
 * log in front of it would save, and what it would cost. No part of the product.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "load.h"
#include "stores.h"

enum { TAIL_BYTES = 64 << 20 };

/* A file in front of the store, of a fixed length, so that a flush writes no metadata. */
struct tail {
  int file;
  off_t at;
};

static int tail_open(struct tail *tail, const char *path) {
  tail->at = 0;
  tail->file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (tail->file < 0) return -1;
  static const char zeros[1 << 20];
  for (int i = 0; i < TAIL_BYTES >> 20; i++) {
    if (write(tail->file, zeros, sizeof zeros) != sizeof zeros) return -1;
  }
  return fsync(tail->file);
}

/* Writes one record behind the last, from the start again at the end, and flushes it. */
static int tail_append(struct tail *tail, const void *record, size_t length) {
  if (tail->at + (off_t)length > TAIL_BYTES) tail->at = 0;
  if (pwrite(tail->file, record, length, tail->at) != (ssize_t)length) return -1;
  tail->at += (off_t)length;
  return fdatasync(tail->file);
}

/* What the thread that acknowledges and the one that commits share. */
struct pipeline {
  struct raw_store *store;
  const struct votes *votes;
  struct store_timing *timing;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  size_t acknowledged;
  size_t committed;
  int is_over;
  int code;
};

static void *commit_rest(void *argument) {
  struct pipeline *line = argument;
  pthread_mutex_lock(&line->lock);
  for (;;) {
    while (line->committed == line->acknowledged && !line->is_over) {
      pthread_cond_wait(&line->changed, &line->lock);
    }
    if (line->committed == line->acknowledged || line->code != 0) break;
    size_t from = line->committed, to = line->acknowledged;
    pthread_mutex_unlock(&line->lock);
    int code = raw_append(line->store, line->votes, from, to, to - from, line->timing);
    pthread_mutex_lock(&line->lock);
    line->committed = to;
    line->code = code;
  }
  pthread_mutex_unlock(&line->lock);
  return NULL;
}

static void rest(uint64_t pause_us) {
  if (pause_us == 0) return;
  struct timespec pause = {(time_t)(pause_us / 1000000), (long)(pause_us % 1000000) * 1000};
  nanosleep(&pause, NULL);
}

static int fail(struct store_timing *timing, const char *what) {
  snprintf(timing->failure, sizeof timing->failure, "%s: %s", what, strerror(errno));
  return -1;
}

int flush_append(
  struct raw_store *store, const char *tail_path, enum flush_way way, uint64_t pause_us,
  const struct votes *votes, size_t from, size_t to, struct store_timing *timing
) {
  store_timing_clear(timing);
  struct tail tail = {.file = -1};
  int has_tail = way == FLUSH_TAIL_THEN_COMMIT || way == FLUSH_TAIL_BESIDE_COMMIT;
  if (has_tail && tail_open(&tail, tail_path) != 0) return fail(timing, tail_path);
  raw_flush_meta(store, way != FLUSH_COMMIT_WITHOUT_META);
  struct histogram *own = histogram_new();
  struct store_timing inner = {.latencies = own};
  struct pipeline line = {
    .store = store, .votes = votes, .timing = &inner, .acknowledged = from, .committed = from,
  };
  pthread_mutex_init(&line.lock, NULL);
  pthread_cond_init(&line.changed, NULL);
  pthread_t committer;
  if (way == FLUSH_TAIL_BESIDE_COMMIT) pthread_create(&committer, NULL, commit_rest, &line);

  static uint8_t record[RECORD_MAX];
  int code = 0;
  uint64_t start = load_now();
  for (size_t at = from; at < to && code == 0; at++) {
    uint64_t since = load_now();
    if (has_tail) {
      code = tail_append(&tail, record, votes_record(votes, &votes->votes[at], record));
      if (code != 0) fail(timing, "the tail");
    } else {
      code = raw_append(store, votes, at, at + 1, 1, &inner);
    }
    histogram_record(timing->latencies, load_now() - since);
    timing->commits++;
    if (way == FLUSH_TAIL_THEN_COMMIT && code == 0) {
      code = raw_append(store, votes, at, at + 1, 1, &inner);
    }
    if (way == FLUSH_TAIL_BESIDE_COMMIT) {
      pthread_mutex_lock(&line.lock);
      line.acknowledged = at + 1;
      pthread_cond_signal(&line.changed);
      pthread_mutex_unlock(&line.lock);
    }
    rest(pause_us);
  }
  if (way == FLUSH_TAIL_BESIDE_COMMIT) {
    pthread_mutex_lock(&line.lock);
    line.is_over = 1;
    pthread_cond_signal(&line.changed);
    pthread_mutex_unlock(&line.lock);
    pthread_join(committer, NULL);
    if (code == 0) code = line.code;
  }
  timing->elapsed_ns = load_now() - start;
  if (code != 0 && inner.failure[0]) memcpy(timing->failure, inner.failure, sizeof inner.failure);
  if (tail.file >= 0) close(tail.file);
  raw_flush_meta(store, 1);
  histogram_free(own);
  return code == 0 ? 0 : -1;
}
