#define _GNU_SOURCE
#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER_START = 64 << 10, EVENTS_MAX = 256 };

/* One connection and the request under way on it. */
struct connection {
  int socket;
  uint32_t wants_write;
  const struct load_request *request;
  size_t sent;
  uint64_t since;
  uint8_t *buffer;
  size_t filled;
  size_t room;
  size_t needed;
};

struct run {
  const struct load_options *options;
  struct load_result *result;
  struct connection *connections;
  int epoll;
  size_t next;
  uint64_t count_from;
  uint64_t end;
  uint64_t first;
  uint64_t last;
  uint32_t busy;
  volatile int *stop;
};

uint64_t load_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

int load_connect(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
  int saved = errno;
  close(fd);
  errno = saved;
  return -1;
}

static int fail(struct run *run, const char *what, int code) {
  const char *why = code ? strerror(code) : "unexpected";
  snprintf(run->result->failure, sizeof run->result->failure, "%s: %s", what, why);
  return -1;
}

/* MARK: One request */

/* Sends what is left. 1: all is sent; 0: the socket takes no more now; -1: failed. */
static int send_rest(struct run *run, struct connection *connection) {
  const struct load_request *request = connection->request;
  size_t total = request->head_length + request->body_length;
  while (connection->sent < total) {
    struct iovec parts[2];
    int count = 0;
    size_t passed = connection->sent;
    if (passed < request->head_length) {
      parts[count++] = (struct iovec){(char *)request->head + passed, request->head_length - passed};
      passed = 0;
    } else {
      passed -= request->head_length;
    }
    if (passed < request->body_length) {
      parts[count++] = (struct iovec){(char *)request->body + passed, request->body_length - passed};
    }
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
    ssize_t done = sendmsg(connection->socket, &message, MSG_NOSIGNAL);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0 && errno == EAGAIN) return 0;
    if (done < 0) return fail(run, "send", errno);
    connection->sent += (size_t)done;
  }
  return 1;
}

static void note_refusal(struct run *run, const struct connection *connection) {
  struct load_result *result = run->result;
  if (result->refused++ > 0) return;
  size_t length = sizeof result->refusal - 1;
  if (connection->filled < length) length = connection->filled;
  memcpy(result->refusal, connection->buffer, length);
  result->refusal[length] = 0;
}

/* Reads once. 1: the reply is whole; 0: not yet; -1: failed. */
static int receive(struct run *run, struct connection *connection) {
  if (connection->filled == connection->room || connection->needed > connection->room) {
    size_t room = connection->room * 2;
    while (room < connection->needed) room *= 2;
    uint8_t *buffer = realloc(connection->buffer, room);
    if (!buffer) return fail(run, "realloc", ENOMEM);
    connection->buffer = buffer;
    connection->room = room;
  }
  uint8_t *free = connection->buffer + connection->filled;
  ssize_t done = recv(connection->socket, free, connection->room - connection->filled, 0);
  if (done < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (done < 0) return fail(run, "recv", errno);
  if (done == 0) return fail(run, "the server closed the connection", EPIPE);
  connection->filled += (size_t)done;
  if (connection->filled < connection->needed) return 0;
  const struct load_options *options = run->options;
  int refused = 0;
  int64_t length = reply_length(
    options->protocol, connection->buffer, connection->filled, options->echo_length, &refused
  );
  if (length == REPLY_BROKEN) return fail(run, "a reply that is not of the protocol", 0);
  if (length == REPLY_OPEN) return 0;
  connection->needed = (size_t)length;
  if (connection->filled < (size_t)length) return 0;
  if (connection->filled > (size_t)length) return fail(run, "more than one reply to a request", 0);
  if (refused) note_refusal(run, connection);
  return 1;
}

/* Takes the next request. 0: there is none, or it is time to end. */
static int take(struct run *run, struct connection *connection, uint64_t now) {
  const struct load_options *options = run->options;
  if (run->stop && *run->stop) return 0;
  if (options->once && run->next == options->request_count) return 0;
  if ((!options->once || options->duration_ns > 0) && now >= run->end) return 0;
  connection->request = &options->requests[run->next % options->request_count];
  run->next++;
  connection->sent = connection->filled = connection->needed = 0;
  connection->since = now;
  return 1;
}

static void count(struct run *run, struct connection *connection, uint64_t now) {
  if (connection->since < run->count_from) return;
  struct load_result *result = run->result;
  if (run->first == 0) run->first = connection->since;
  run->last = now;
  result->requests++;
  result->reply_bytes += connection->filled;
  histogram_record(result->latencies, now - connection->since);
}

/* MARK: Connections */

static int exchange(struct run *run, struct connection *connection) {
  int state = send_rest(run, connection);
  while (state >= 0) {
    state = receive(run, connection);
    if (state == 1) return 0;
  }
  return -1;
}

static int open_connection(struct run *run, struct connection *connection) {
  connection->socket = load_connect(run->options->socket_path);
  if (connection->socket < 0) return fail(run, run->options->socket_path, errno);
  connection->room = BUFFER_START;
  connection->buffer = malloc(connection->room);
  if (!connection->buffer) return fail(run, "malloc", ENOMEM);
  for (size_t i = 0; i < run->options->opening_count; i++) {
    connection->request = &run->options->opening[i];
    connection->sent = connection->filled = connection->needed = 0;
    if (exchange(run, connection) < 0) return -1;
    if (run->result->refused > 0) return fail(run, "the opening was refused", 0);
  }
  return 0;
}

static void close_all(struct run *run) {
  for (uint32_t i = 0; i < run->options->connections; i++) {
    if (run->connections[i].socket > 0) close(run->connections[i].socket);
    free(run->connections[i].buffer);
  }
  free(run->connections);
  if (run->epoll >= 0) close(run->epoll);
}

/* MARK: The loops */

static void sleep_until(uint64_t due) {
  struct timespec time = {(time_t)(due / 1000000000u), (long)(due % 1000000000u)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static int run_blocking(struct run *run) {
  struct connection *connection = &run->connections[0];
  uint64_t every = run->options->every_ns;
  uint64_t now = load_now();
  while (take(run, connection, now)) {
    if (exchange(run, connection) < 0) return -1;
    now = load_now();
    count(run, connection, now);
    if (every == 0) continue;
    uint64_t due = connection->since + every;
    for (; due < now; due += every) histogram_record(run->result->latencies, now - due);
    sleep_until(due);
    now = load_now();
  }
  return 0;
}

static int watch(struct run *run, struct connection *connection, int change, uint32_t wants_write) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
  if (wants_write) event.events |= EPOLLOUT;
  if (change == EPOLL_CTL_MOD && connection->wants_write == wants_write) return 0;
  connection->wants_write = wants_write;
  if (epoll_ctl(run->epoll, change, connection->socket, &event) == 0) return 0;
  return fail(run, "epoll_ctl", errno);
}

/* Sends the next request of a connection, if there is one. */
static int advance(struct run *run, struct connection *connection, uint64_t now) {
  if (!take(run, connection, now)) {
    run->busy--;
    return 0;
  }
  int state = send_rest(run, connection);
  if (state < 0) return -1;
  return watch(run, connection, EPOLL_CTL_MOD, state == 0);
}

static int serve(struct run *run, struct connection *connection, uint32_t events) {
  if (events & EPOLLOUT) {
    int state = send_rest(run, connection);
    if (state < 0 || watch(run, connection, EPOLL_CTL_MOD, state == 0) < 0) return -1;
  }
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return 0;
  int state = receive(run, connection);
  if (state <= 0) return state;
  uint64_t now = load_now();
  count(run, connection, now);
  return advance(run, connection, now);
}

static int run_epoll(struct run *run) {
  run->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (run->epoll < 0) return fail(run, "epoll_create1", errno);
  run->busy = run->options->connections;
  for (uint32_t i = 0; i < run->options->connections; i++) {
    struct connection *connection = &run->connections[i];
    if (fcntl(connection->socket, F_SETFL, O_NONBLOCK) < 0) return fail(run, "fcntl", errno);
    if (watch(run, connection, EPOLL_CTL_ADD, 0) < 0) return -1;
  }
  for (uint32_t i = 0; i < run->options->connections; i++) {
    if (advance(run, &run->connections[i], load_now()) < 0) return -1;
  }
  struct epoll_event events[EVENTS_MAX];
  while (run->busy > 0) {
    int ready = epoll_wait(run->epoll, events, EVENTS_MAX, 60000);
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return fail(run, "epoll_wait", errno);
    if (ready == 0) return fail(run, "no reply within a minute", 0);
    for (int i = 0; i < ready; i++) {
      if (serve(run, events[i].data.ptr, events[i].events) < 0) return -1;
    }
  }
  return 0;
}

static int run_all(
  const struct load_options *options, struct load_result *result, volatile int *stop
) {
  struct histogram *latencies = result->latencies;
  memset(result, 0, sizeof *result);
  result->latencies = latencies;
  histogram_clear(latencies);
  struct run run = {.options = options, .result = result, .epoll = -1, .stop = stop};
  run.connections = calloc(options->connections, sizeof *run.connections);
  if (!run.connections) return fail(&run, "calloc", ENOMEM);
  int status = 0;
  for (uint32_t i = 0; i < options->connections && status == 0; i++) {
    status = open_connection(&run, &run.connections[i]);
  }
  uint64_t now = load_now();
  run.count_from = options->once ? now : now + options->warm_up_ns;
  run.end = run.count_from + options->duration_ns;
  if (status == 0) status = options->connections == 1 ? run_blocking(&run) : run_epoll(&run);
  result->elapsed_ns = run.last - run.first;
  result->taken = run.next;
  close_all(&run);
  return status;
}

int load_run(const struct load_options *options, struct load_result *result) {
  return run_all(options, result, NULL);
}

/* MARK: On a thread of its own */

struct load_run_handle {
  struct load_options options;
  struct load_result *result;
  pthread_t thread;
  volatile int stop;
  int status;
};

static void *run_on_thread(void *argument) {
  struct load_run_handle *handle = argument;
  handle->status = run_all(&handle->options, handle->result, &handle->stop);
  return NULL;
}

struct load_run_handle *load_start(const struct load_options *options, struct load_result *result) {
  struct load_run_handle *handle = calloc(1, sizeof *handle);
  if (!handle) return NULL;
  handle->options = *options;
  handle->result = result;
  if (pthread_create(&handle->thread, NULL, run_on_thread, handle) == 0) return handle;
  free(handle);
  return NULL;
}

int load_join(struct load_run_handle *handle) {
  pthread_join(handle->thread, NULL);
  int status = handle->status;
  free(handle);
  return status;
}

int load_stop(struct load_run_handle *handle) {
  handle->stop = 1;
  return load_join(handle);
}

/* MARK: One long reply */

int load_drain(
  const char *path, const void *request, size_t length, struct load_drained *drained
) {
  enum { PIECE = 1 << 20 };
  memset(drained, 0, sizeof *drained);
  int socket = load_connect(path);
  if (socket < 0) return -1;
  uint8_t *piece = malloc(PIECE);
  uint64_t start = load_now();
  ssize_t done = piece ? send(socket, request, length, MSG_NOSIGNAL) : -1;
  while (done > 0) {
    done = recv(socket, piece, PIECE, 0);
    if (done <= 0) break;
    drained->bytes += (uint64_t)done;
    size_t kept = (size_t)done < sizeof drained->tail - 1 ? (size_t)done : sizeof drained->tail - 1;
    size_t old = strlen(drained->tail);
    if (old + kept >= sizeof drained->tail) {
      size_t gone = old + kept + 1 - sizeof drained->tail;
      memmove(drained->tail, drained->tail + gone, old - gone);
      old -= gone;
    }
    memcpy(drained->tail + old, piece + done - kept, kept);
    drained->tail[old + kept] = 0;
  }
  drained->elapsed_ns = load_now() - start;
  free(piece);
  close(socket);
  return done == 0 ? 0 : -1;
}
