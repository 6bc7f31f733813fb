/* Programs as processes: started, asked how they are, ended by their own id. */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H
#include <stdint.h>
#include <sys/types.h>

/*
 * Starts a program, found on PATH, with standard input from `input` (NULL: nothing) and output and
 * errors added to `log` (NULL: thrown away). The process ends when this one does. The pid, or -1
 * with errno.
 */
pid_t process_start(char *const arguments[], const char *input, const char *log);

/*
 * Waits for the end, at most `seconds`. The exit status, 128 and the signal, or -1: it still runs.
 */
int process_wait(pid_t pid, double seconds);

/* Sends SIGTERM (or the signal given), waits `seconds`, then kills. The exit status as above. */
int process_stop(pid_t pid, int signal, double seconds);

/* 1 while it runs; a process that has ended is not waited for. */
int process_runs(pid_t pid);

/* A line of /proc/PID/status such as "RssAnon", in KiB; -1 if there is none. */
int64_t process_status_kib(pid_t pid, const char *name);

/*
 * Watches the private memory (RssAnon) of a process from a thread of its own, every 5 ms. NULL: no
 * thread.
 */
struct memory_watch;
struct memory_watch *memory_watch_start(pid_t pid);
/* Ends it. The most that was seen, in KiB. */
int64_t memory_watch_end(struct memory_watch *watch);

/* CPU seconds that the process has used, user and system; -1 if it is gone. */
double process_cpu_seconds(pid_t pid);

/*
 * Runs a program to its end, its output thrown away: from before posix_spawn until it has been
 * waited for, in nanoseconds. `status` is its exit status. 0, or -1 with errno.
 */
int process_time(char *const arguments[], uint64_t *elapsed_ns, int *status);

#endif
