#define _GNU_SOURCE
#include "followers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

/* The daemon takes 256 connections that are no followers yet: they come in groups. */
enum { PIECE = 1 << 18, EVENTS_MAX = 256, GROUP = 100 };

/* Every event has this once, and nothing else that a follower gets has it. */
static const char mark[] = "\"specversion\"";

struct follower {
  int socket;
  /* How much of the mark stood at the end of the last piece. */
  uint32_t matched;
  volatile uint64_t lines;
};

struct followers {
  uint32_t count;
  int epoll;
  pthread_t thread;
  volatile int stop;
  volatile uint32_t dropped;
  struct follower each[];
};

/*
 * Counts marks, also those cut by the end of a piece. The mark begins with a byte that it holds but
 * at its ends.
 */
static void count_marks(struct follower *follower, const uint8_t *piece, size_t length) {
  const size_t whole = sizeof mark - 1;
  size_t at = 0;
  while (at < length) {
    if (follower->matched == 0) {
      const uint8_t *found = memmem(piece + at, length - at, mark, whole);
      if (found) {
        follower->lines++;
        at = (size_t)(found - piece) + whole;
        continue;
      }
      /* The mark may begin in the last bytes. */
      size_t from = length - at >= whole ? length - whole + 1 : at;
      at = from;
    }
    if (piece[at] == (uint8_t)mark[follower->matched]) {
      if (++follower->matched == whole) {
        follower->lines++;
        follower->matched = 0;
      }
      at++;
    } else if (follower->matched > 0) {
      follower->matched = 0;
    } else {
      at++;
    }
  }
}

static void *read_all(void *argument) {
  struct followers *followers = argument;
  uint8_t *piece = malloc(PIECE);
  struct epoll_event events[EVENTS_MAX];
  while (piece && !followers->stop) {
    int ready = epoll_wait(followers->epoll, events, EVENTS_MAX, 20);
    for (int i = 0; i < ready; i++) {
      struct follower *follower = events[i].data.ptr;
      ssize_t done = recv(follower->socket, piece, PIECE, MSG_DONTWAIT);
      if (done > 0) {
        count_marks(follower, piece, (size_t)done);
      } else if (done == 0 || (errno != EAGAIN && errno != EINTR)) {
        epoll_ctl(followers->epoll, EPOLL_CTL_DEL, follower->socket, NULL);
        followers->dropped++;
      }
    }
  }
  free(piece);
  return NULL;
}

static void close_all(struct followers *followers) {
  for (uint32_t i = 0; i < followers->count; i++) {
    if (followers->each[i].socket > 0) close(followers->each[i].socket);
  }
  if (followers->epoll > 0) close(followers->epoll);
  free(followers);
}

/* Waits until each of some followers has the head of its answer. */
static int await_answers(const struct follower *each, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    struct pollfd entry = {.fd = each[i].socket, .events = POLLIN};
    if (poll(&entry, 1, 10000) != 1) return 0;
  }
  return 1;
}

struct followers *followers_start(
  const char *path, const void *request, size_t length, uint32_t count
) {
  struct followers *followers = calloc(1, sizeof *followers + count * sizeof(struct follower));
  if (!followers) return NULL;
  followers->count = count;
  followers->epoll = epoll_create1(EPOLL_CLOEXEC);
  int sound = followers->epoll > 0;
  for (uint32_t i = 0; i < count && sound; i++) {
    if (i > 0 && i % GROUP == 0) sound = await_answers(&followers->each[i - GROUP], GROUP);
    if (!sound) break;
    struct follower *follower = &followers->each[i];
    follower->socket = load_connect(path);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = follower};
    sound = follower->socket > 0
      && send(follower->socket, request, length, MSG_NOSIGNAL) == (ssize_t)length
      && epoll_ctl(followers->epoll, EPOLL_CTL_ADD, follower->socket, &event) == 0;
  }
  if (sound && pthread_create(&followers->thread, NULL, read_all, followers) == 0) return followers;
  int saved = errno;
  close_all(followers);
  errno = saved;
  return NULL;
}

uint32_t followers_dropped(const struct followers *followers) { return followers->dropped; }

uint64_t followers_least(const struct followers *followers) {
  uint64_t least = followers->count > 0 ? UINT64_MAX : 0;
  for (uint32_t i = 0; i < followers->count; i++) {
    if (followers->each[i].lines < least) least = followers->each[i].lines;
  }
  return least;
}

void followers_stop(struct followers *followers) {
  followers->stop = 1;
  pthread_join(followers->thread, NULL);
  close_all(followers);
}
