#define _GNU_SOURCE
#include "echo.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { DESCRIPTORS = 4096, READ_MAX = 65536, EVENTS_MAX = 256 };

/* How much of its request each connection has sent. */
static size_t received[DESCRIPTORS];

static int listen_at(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 256) < 0) return -1;
  return fd;
}

static int watch(int epoll, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void answer(int fd, size_t request_length, const uint8_t *reply, size_t reply_length) {
  static uint8_t scratch[READ_MAX];
  ssize_t done = recv(fd, scratch, sizeof scratch, 0);
  if (done <= 0) {
    close(fd);
    return;
  }
  received[fd] += (size_t)done;
  if (received[fd] < request_length) return;
  received[fd] -= request_length;
  /* The other end waits for this reply and reads it at once: it fits the socket's buffer. */
  if (send(fd, reply, reply_length, MSG_NOSIGNAL) != (ssize_t)reply_length) close(fd);
}

int echo_serve(const char *path, size_t request_length, size_t reply_length) {
  int listener = listen_at(path);
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  uint8_t *reply = calloc(1, reply_length + 1);
  if (listener < 0 || epoll < 0 || !reply || watch(epoll, listener) < 0) return -1;
  struct epoll_event events[EVENTS_MAX];
  for (;;) {
    int ready = epoll_wait(epoll, events, EVENTS_MAX, -1);
    if (ready < 0 && errno != EINTR) return -1;
    for (int i = 0; i < ready; i++) {
      int fd = events[i].data.fd;
      if (fd != listener) {
        answer(fd, request_length, reply, reply_length);
        continue;
      }
      int accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
      if (accepted < 0) continue;
      if (accepted >= DESCRIPTORS || watch(epoll, accepted) < 0) {
        close(accepted);
        continue;
      }
      received[accepted] = 0;
    }
  }
}
