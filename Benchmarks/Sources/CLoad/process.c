#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "load.h"

extern char **environ;

pid_t process_start(char *const arguments[], const char *input, const char *log) {
  int in = open(input ? input : "/dev/null", O_RDONLY | O_CLOEXEC);
  int out = open(log ? log : "/dev/null", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (in < 0 || out < 0) return -1;
  pid_t parent = getpid();
  pid_t pid = fork();
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(126);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    execvp(arguments[0], arguments);
    dprintf(2, "%s: %s\n", arguments[0], strerror(errno));
    _exit(127);
  }
  close(in);
  close(out);
  return pid;
}

static int exit_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int process_wait(pid_t pid, double seconds) {
  uint64_t end = load_now() + (uint64_t)(seconds * 1e9);
  struct timespec rest = {0, 2000000};
  for (;;) {
    int status;
    pid_t done = waitpid(pid, &status, WNOHANG);
    if (done == pid) return exit_status(status);
    if (done < 0 && errno != EINTR) return 127;
    if (load_now() >= end) return -1;
    nanosleep(&rest, NULL);
  }
}

int process_stop(pid_t pid, int signal, double seconds) {
  kill(pid, signal);
  int status = process_wait(pid, seconds);
  if (status >= 0) return status;
  kill(pid, SIGKILL);
  return process_wait(pid, 10);
}

int process_runs(pid_t pid) {
  siginfo_t info = {.si_pid = 0};
  if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0) return 0;
  return info.si_pid == 0;
}

int64_t process_status_kib(pid_t pid, const char *name) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "re");
  if (!file) return -1;
  int64_t value = -1;
  size_t length = strlen(name);
  while (fgets(line, sizeof line, file)) {
    if (strncmp(line, name, length) == 0 && line[length] == ':') value = atoll(line + length + 1);
  }
  fclose(file);
  return value;
}

struct memory_watch {
  pid_t pid;
  pthread_t thread;
  volatile int stop;
  int64_t most;
};

static void *watch_memory(void *argument) {
  struct memory_watch *watch = argument;
  struct timespec rest = {0, 5000000};
  do {
    int64_t now = process_status_kib(watch->pid, "RssAnon");
    if (now > watch->most) watch->most = now;
    nanosleep(&rest, NULL);
  } while (!watch->stop);
  return NULL;
}

struct memory_watch *memory_watch_start(pid_t pid) {
  struct memory_watch *watch = calloc(1, sizeof *watch);
  if (!watch) return NULL;
  watch->pid = pid;
  if (pthread_create(&watch->thread, NULL, watch_memory, watch) == 0) return watch;
  free(watch);
  return NULL;
}

int64_t memory_watch_end(struct memory_watch *watch) {
  watch->stop = 1;
  pthread_join(watch->thread, NULL);
  int64_t most = watch->most;
  free(watch);
  return most;
}

double process_cpu_seconds(pid_t pid) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "re");
  if (!file) return -1;
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;
  /* Behind the name, which may hold anything, the fields 3, 4, …; 14 and 15 are the times. */
  char *field = strrchr(text, ')');
  unsigned long long user = 0, system = 0;
  static const char format[] = "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu";
  if (!field || sscanf(field + 2, format, &user, &system) != 2) return -1;
  return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

int process_time(char *const arguments[], uint64_t *elapsed_ns, int *status) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t pid;
  uint64_t start = load_now();
  int code = posix_spawnp(&pid, arguments[0], &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (code != 0) {
    errno = code;
    return -1;
  }
  int raw;
  while (waitpid(pid, &raw, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  *elapsed_ns = load_now() - start;
  *status = exit_status(raw);
  return 0;
}
