#define _GNU_SOURCE
#include "votes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER_AND_SALT = 62 + 16 };

/* What a leaf holds beside the id, at its usual length. */
static const char leaf_before[] =
  "\"datahash\":\"724260d5d4b19518364b6cd05338efc70eb9178587bab9faab6971fb33e0eaf1\",\"id\":\"";
static const char leaf_after[] =
  "\",\"recordedat\":\"2026-11-21T15:46:28.417556Z\",\"recordedby\":\"uid:1000\","
  "\"source\":\"unvotes\",\"specversion\":\"1.0\",\"type\":\"statement.made\"}";

/* MARK: Pairs */

static struct {
  char name[80];
  uint32_t pair;
} pairs[PAIRS_MAX];
static uint32_t pair_count;

/* The number of a holder and topic, the next free one if they are new. */
static uint32_t intern(const struct vote_stance *stance) {
  char name[80] = {0};
  snprintf(
    name, sizeof name, "%.*s/%.*s", stance->holder_length, stance->holder, stance->topic_length,
    stance->topic
  );
  uint64_t hash = 14695981039346656037u;
  for (const char *c = name; *c; c++) hash = (hash ^ (uint8_t)*c) * 1099511628211u;
  for (uint32_t i = (uint32_t)(hash % PAIRS_MAX);; i = (i + 1) % PAIRS_MAX) {
    if (pairs[i].pair == 0) {
      strcpy(pairs[i].name, name);
      return pairs[i].pair = ++pair_count;
    }
    if (strcmp(pairs[i].name, name) == 0) return pairs[i].pair;
  }
}

/* MARK: Reading */

/*
 * Where the value of a member begins, behind its opening quote; NULL if the line has none before
 * `end`.
 */
static const char *member(const char *from, const char *end, const char *name) {
  const char *found = memmem(from, (size_t)(end - from), name, strlen(name));
  return found ? found + strlen(name) : NULL;
}

static uint32_t up_to_quote(const char *from, const char *end) {
  const char *quote = memchr(from, '"', (size_t)(end - from));
  return quote ? (uint32_t)(quote - from) : 0;
}

/* Days since 1970-01-01 of a day YYYY-MM-DD (Hinnant's algorithm). */
static int32_t civil_day(const char *text) {
  int year = atoi((char[5]){text[0], text[1], text[2], text[3], 0});
  int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
  year -= month <= 2;
  int era = year / 400, of_era = year - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static uint8_t position_code(const char *word) {
  return *word == 's' ? 5 : *word == 'o' ? 4 : 3;
}

/* Reads the stances of a line into `into`; how many, or 0. */
static uint32_t read_stances(const char *at, const char *end, struct vote_stance *into) {
  uint32_t count = 0;
  while (count < 16 && (at = member(at, end, "\"holder\":\""))) {
    struct vote_stance *stance = &into[count++];
    stance->holder = at;
    stance->holder_length = (uint8_t)up_to_quote(at, end);
    const char *position = member(at, end, "\"position\":\"");
    const char *topic = member(at, end, "\"topic\":\"");
    if (!position || !topic) return 0;
    stance->position = position_code(position);
    stance->topic = topic;
    stance->topic_length = (uint8_t)up_to_quote(topic, end);
    stance->pair = intern(stance);
    at = topic;
  }
  return count;
}

static int read_line(const char *line, const char *end, struct votes *votes) {
  if (!memmem(line, (size_t)(end - line), "\"statement.made\"", 16)) return 0;
  struct vote *vote = &votes->votes[votes->count];
  const char *id = member(line, end, "\"id\":\"");
  const char *data = member(line, end, "\"data\":");
  const char *said = data ? member(data, end, "\"said\":\"") : NULL;
  const char *stances = data ? member(data, end, "\"stances\":") : NULL;
  if (!id || !said || !stances) return -1;
  vote->id = id;
  vote->id_length = up_to_quote(id, end);
  vote->data = data;
  vote->data_length = (uint32_t)(end - data - 1);
  vote->day = civil_day(said);
  vote->first_stance = (uint32_t)votes->stance_count;
  vote->stance_count = read_stances(stances, end, &votes->stances[votes->stance_count]);
  if (vote->stance_count == 0 || vote->data_length > 2048) return -1;
  votes->stance_count += vote->stance_count;
  votes->count++;
  return 0;
}

static int map_file(const char *path, struct votes *votes) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (fd < 0) return -1;
  if (fstat(fd, &status) < 0) {
    close(fd);
    return -1;
  }
  votes->text_length = (size_t)status.st_size;
  votes->text = mmap(NULL, votes->text_length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  close(fd);
  return votes->text == MAP_FAILED ? -1 : 0;
}

int votes_open(const char *path, size_t limit, struct votes *votes) {
  memset(votes, 0, sizeof *votes);
  if (map_file(path, votes) < 0) return -1;
  size_t lines = 0;
  const char *end = votes->text + votes->text_length;
  for (const char *at = votes->text; at < end && lines < limit + 1000; lines++) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    at = feed ? feed + 1 : end;
  }
  votes->votes = malloc((lines + 1) * sizeof *votes->votes);
  votes->stances = malloc((lines * 7 + 32) * sizeof *votes->stances);
  if (!votes->votes || !votes->stances) return -1;
  for (const char *at = votes->text; at < end && votes->count < limit;) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    if (!feed) feed = end;
    if (read_line(at, feed, votes) < 0) {
      errno = EINVAL;
      return -1;
    }
    at = feed + 1;
  }
  return 0;
}

void votes_close(struct votes *votes) {
  munmap(votes->text, votes->text_length);
  free(votes->votes);
  free(votes->stances);
  memset(votes, 0, sizeof *votes);
}

/* MARK: Writing */

size_t votes_record(const struct votes *votes, const struct vote *vote, uint8_t record[RECORD_MAX]) {
  uint8_t *at = record;
  *at++ = (uint8_t)vote->stance_count;
  memcpy(at, &vote->day, 4);
  at += 4;
  for (uint32_t i = 0; i < vote->stance_count; i++) {
    const struct vote_stance *stance = &votes->stances[vote->first_stance + i];
    memcpy(at, &stance->pair, 4);
    at[4] = stance->position;
    at += 5;
  }
  size_t length = (size_t)(at - record);
  if (length < HEADER_AND_SALT) {
    memset(at, 0x5a, HEADER_AND_SALT - length);
    at = record + HEADER_AND_SALT;
  }
  *at++ = '{';
  at = mempcpy(at, leaf_before, sizeof leaf_before - 1);
  at = mempcpy(at, vote->id, vote->id_length);
  at = mempcpy(at, leaf_after, sizeof leaf_after - 1);
  at = mempcpy(at, vote->data, vote->data_length);
  return (size_t)(at - record);
}

int votes_write_copy(
  const struct votes *votes, const char *log, const char *ids, const char *stances
) {
  FILE *files[3] = {fopen(log, "we"), fopen(ids, "we"), fopen(stances, "we")};
  int sound = files[0] && files[1] && files[2];
  for (size_t i = 0; i < votes->count && sound; i++) {
    const struct vote *vote = &votes->votes[i];
    size_t seq = i + 1;
    fprintf(
      files[0], "%zu\t{\"data\":%.*s,%s%.*s%s\n", seq, (int)vote->data_length, vote->data,
      leaf_before, (int)vote->id_length, vote->id, leaf_after
    );
    fprintf(files[1], "unvotes/%.*s\t%zu\n", (int)vote->id_length, vote->id, seq);
    for (uint32_t k = 0; k < vote->stance_count; k++) {
      const struct vote_stance *stance = &votes->stances[vote->first_stance + k];
      fprintf(
        files[2], "%.*s\t%.*s\t%d\t0\t%zu\t%d\n", stance->holder_length, stance->holder,
        stance->topic_length, stance->topic, vote->day, seq, stance->position
      );
    }
  }
  for (int i = 0; i < 3; i++) {
    if (files[i] && (ferror(files[i]) || fclose(files[i]) != 0)) sound = 0;
  }
  return sound ? 0 : -1;
}
