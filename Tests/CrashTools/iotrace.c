/*
 * Loaded before libc (LD_PRELOAD) into a chanceryd under test: writes down what it does to the files
 * of its data directory and what it answers, and lets a test make a call fail.
 *
 *   CHANCERY_IO_DIR      the data directory, absolute, without links
 *   CHANCERY_IO_TRACE    a file to append records to; none: nothing is written down
 *   CHANCERY_IO_CONTROL  a file of 4096 bytes, mapped shared: the faults of the moment
 *
 * A record is a struct record, then path_length bytes, then data_length bytes. A write is recorded
 * before it is made, a flush after it is done; `since` of a flush is how long the trace was when it
 * began, so that what was written meanwhile does not count as flushed.
 *
 * The control file is an array of 64-bit numbers: [0] seconds added to the wall clock; from [8 * op]:
 * what to do (enum action), how many calls to let pass, the errno, how often (-1: always), and a
 * counter of what was done.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct record {
  uint32_t magic;
  uint32_t kind;
  uint64_t file;
  uint64_t offset;
  uint64_t since;
  uint32_t path_length;
  uint32_t data_length;
};

enum { MAGIC = 0x43524153 };

enum op { OP_DATA = 1, OP_META = 2, OP_FLUSH = 3, OP_ALLOCATE = 4, OP_COUNT = 5 };

enum action { ACT_NONE, ACT_FAIL, ACT_SHORT, ACT_KILL_BEFORE, ACT_KILL_AFTER };

enum kind { UNKNOWN, OTHER, TRACKED, TRACKED_SYNC, DIRECTORY, SOCKET };

enum { DESCRIPTORS = 65536, COPY_MAX = 64 << 20 };

static struct {
  uint8_t kind;
  uint64_t file;
} table[DESCRIPTORS];

static char directory[4096];
static size_t directory_length;
static int trace = -1;
static uint64_t position;
static uint64_t connections;
static volatile int64_t *control;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("CHANCERY_IO_DIR");
  if (!path || strlen(path) >= sizeof directory) return;
  strcpy(directory, path);
  directory_length = strlen(path);
  path = getenv("CHANCERY_IO_TRACE");
  if (path) {
    trace = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct stat status;
    if (trace >= 0 && fstat(trace, &status) == 0) position = (uint64_t)status.st_size;
  }
  path = getenv("CHANCERY_IO_CONTROL");
  if (path) {
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0) {
      void *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      if (map != MAP_FAILED) control = map;
      syscall(SYS_close, fd);
    }
  }
}

/* MARK: The trace */

static void put(struct record head, const char *path, const struct iovec *parts, int count) {
  if (trace < 0) return;
  struct iovec out[1026];
  int n = 0;
  head.magic = MAGIC;
  out[n++] = (struct iovec){&head, sizeof head};
  if (head.path_length) out[n++] = (struct iovec){(void *)path, head.path_length};
  size_t left = head.data_length;
  for (int i = 0; i < count && left > 0 && n < 1026; i++) {
    size_t length = parts[i].iov_len < left ? parts[i].iov_len : left;
    out[n++] = (struct iovec){parts[i].iov_base, length};
    left -= length;
  }
  pthread_mutex_lock(&lock);
  ssize_t done = syscall(SYS_writev, trace, out, n);
  if (done != (ssize_t)(sizeof head + head.path_length + head.data_length)) _exit(99);
  position += (uint64_t)done;
  pthread_mutex_unlock(&lock);
}

static void note(char kind, uint64_t file, uint64_t offset, const char *path) {
  put((struct record){.kind = kind, .file = file, .offset = offset,
                      .path_length = path ? (uint32_t)strlen(path) : 0}, path, NULL, 0);
}

static size_t total(const struct iovec *parts, int count) {
  size_t sum = 0;
  for (int i = 0; i < count; i++) sum += parts[i].iov_len;
  return sum;
}

static uint64_t now(void) {
  pthread_mutex_lock(&lock);
  uint64_t value = position;
  pthread_mutex_unlock(&lock);
  return value;
}

/* MARK: Faults */

/* What to do with this call; counts those that are let pass. */
static enum action fault(enum op op) {
  if (!control) return ACT_NONE;
  volatile int64_t *rule = control + 8 * op;
  if (rule[0] == ACT_NONE || rule[3] == 0) return ACT_NONE;
  if (rule[1] > 0) {
    rule[1]--;
    return ACT_NONE;
  }
  if (rule[3] > 0) rule[3]--;
  rule[4]++;
  enum action action = (enum action)rule[0];
  if (action == ACT_KILL_BEFORE) raise(SIGKILL);
  errno = (int)rule[2];
  return action;
}

/* MARK: Descriptors */

static int tracked(const char *path) {
  return directory_length > 0 && strncmp(path, directory, directory_length) == 0
    && (path[directory_length] == '/' || path[directory_length] == 0);
}

static int is_lock(const char *path) {
  size_t length = strlen(path);
  return length >= 8 && strcmp(path + length - 8, "lock.mdb") == 0;
}

static void register_open(int fd, const char *path, int flags, int existed) {
  if (fd < 0 || fd >= DESCRIPTORS) return;
  table[fd].kind = OTHER;
  if (directory_length == 0) return;
  struct stat status;
  if (fstat(fd, &status) != 0) return;
  if (S_ISDIR(status.st_mode)) {
    char real[4096];
    if (!realpath(path, real) || !tracked(real)) return;
    table[fd].kind = DIRECTORY;
    table[fd].file = status.st_ino;
    return;
  }
  /* The lock file of LMDB is made anew by whoever opens first: what is in it does not matter. */
  if (!tracked(path) || is_lock(path)) return;
  table[fd].kind = flags & (O_SYNC | O_DSYNC) ? TRACKED_SYNC : TRACKED;
  table[fd].file = status.st_ino;
  if (!existed) {
    note('C', status.st_ino, 0, path);
  } else if (flags & O_TRUNC) {
    note('T', status.st_ino, 0, path);
  }
}

static enum kind kind_of(int fd) {
  if (fd < 0 || fd >= DESCRIPTORS) return OTHER;
  if (table[fd].kind == UNKNOWN) {
    struct stat status;
    if (fstat(fd, &status) != 0) return OTHER;
    table[fd].kind = S_ISSOCK(status.st_mode) ? SOCKET : OTHER;
    if (table[fd].kind == SOCKET) table[fd].file = __sync_add_and_fetch(&connections, 1);
  }
  return table[fd].kind;
}

static int exists(const char *path) {
  return syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list list; \
      va_start(list, flags); \
      mode = va_arg(list, mode_t); \
      va_end(list); \
    } \
    int saved = errno; \
    int existed = exists(path); \
    errno = saved; \
    int fd = real(path, flags, mode); \
    saved = errno; \
    register_open(fd, path, flags, existed); \
    errno = saved; \
    return fd; \
  }

OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(close);
  if (fd >= 0 && fd < DESCRIPTORS) table[fd].kind = UNKNOWN;
  return real(fd);
}

/* MARK: Writes */

static void record_write(int fd, off_t offset, const struct iovec *parts, int count) {
  size_t length = total(parts, count);
  if (length > COPY_MAX) _exit(98);
  put((struct record){.kind = 'W', .file = table[fd].file, .offset = (uint64_t)offset,
                      .data_length = (uint32_t)length}, NULL, parts, count);
}

static void record_flush(int fd, uint64_t since) {
  put((struct record){.kind = 'F', .file = table[fd].file, .since = since}, NULL, NULL, 0);
}

static ssize_t positioned(int fd, const struct iovec *parts, int count, off_t offset) {
  REAL(pwritev);
  enum kind kind = kind_of(fd);
  if (kind != TRACKED && kind != TRACKED_SYNC) return real(fd, parts, count, offset);
  enum action action = fault(kind == TRACKED_SYNC ? OP_META : OP_DATA);
  if (action == ACT_FAIL) return -1;
  struct iovec part;
  if (action == ACT_SHORT) {
    /* As a full disk does it: the first half of the first buffer. */
    part = (struct iovec){parts[0].iov_base, parts[0].iov_len / 2};
    parts = &part;
    count = 1;
  }
  record_write(fd, offset, parts, count);
  if (action == ACT_KILL_AFTER) {
    /* The bytes are in the page cache, and on no disk. */
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int plain = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY, 0);
    real(plain, parts, count, offset);
    raise(SIGKILL);
  }
  ssize_t done = real(fd, parts, count, offset);
  if (kind == TRACKED_SYNC && done >= 0) record_flush(fd, now());
  return done;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return positioned(fd, parts, count, offset);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  return positioned(fd, parts, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  struct iovec part = {(void *)bytes, length};
  return positioned(fd, &part, 1, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  struct iovec part = {(void *)bytes, length};
  return positioned(fd, &part, 1, offset);
}

static void record_sent(int fd, const struct iovec *parts, int count) {
  put((struct record){.kind = 'S', .file = table[fd].file,
                      .data_length = (uint32_t)total(parts, count)}, NULL, parts, count);
}

static ssize_t sequential(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  enum kind kind = kind_of(fd);
  if (kind == SOCKET) record_sent(fd, parts, count);
  if (kind != TRACKED && kind != TRACKED_SYNC) return real(fd, parts, count);
  off_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t done = positioned(fd, parts, count, offset);
  if (done > 0) lseek(fd, offset + done, SEEK_SET);
  return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return sequential(fd, parts, count);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  struct iovec part = {(void *)bytes, length};
  return sequential(fd, &part, 1);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  REAL(send);
  struct iovec part = {(void *)bytes, length};
  if (kind_of(fd) == SOCKET) record_sent(fd, &part, 1);
  return real(fd, bytes, length, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  REAL(sendmsg);
  if (kind_of(fd) == SOCKET) record_sent(fd, message->msg_iov, (int)message->msg_iovlen);
  return real(fd, message, flags);
}

/* MARK: Flushes */

#define FLUSH(name) \
  int name(int fd) { \
    REAL(name); \
    enum kind kind = kind_of(fd); \
    if (kind != TRACKED && kind != TRACKED_SYNC && kind != DIRECTORY) return real(fd); \
    if (fault(OP_FLUSH) == ACT_FAIL) return -1; \
    uint64_t since = now(); \
    int status = real(fd); \
    if (status == 0) record_flush(fd, since); \
    return status; \
  }

FLUSH(fsync)
FLUSH(fdatasync)

int msync(void *address, size_t length, int flags) {
  REAL(msync);
  return real(address, length, flags);
}

/* MARK: Names and sizes */

#define TRUNCATE(name, type) \
  int name(int fd, type length) { \
    REAL(name); \
    enum kind kind = kind_of(fd); \
    if (kind == TRACKED || kind == TRACKED_SYNC) note('T', table[fd].file, (uint64_t)length, NULL); \
    return real(fd, length); \
  }

TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define ALLOCATE(name, type) \
  int name(int fd, int mode, type offset, type length) { \
    REAL(name); \
    if (kind_of(fd) == TRACKED && fault(OP_ALLOCATE) == ACT_FAIL) return -1; \
    return real(fd, mode, offset, length); \
  }

ALLOCATE(fallocate, off_t)
ALLOCATE(fallocate64, off64_t)

int rename(const char *from, const char *to) {
  REAL(rename);
  if (tracked(from) || tracked(to)) {
    char both[8200];
    int length = snprintf(both, sizeof both, "%s\n%s", from, to);
    put((struct record){.kind = 'R', .path_length = (uint32_t)length}, both, NULL, 0);
  }
  return real(from, to);
}

int unlink(const char *path) {
  REAL(unlink);
  if (tracked(path) && !is_lock(path)) note('U', 0, 0, path);
  return real(path);
}

int remove(const char *path) {
  REAL(remove);
  if (tracked(path) && !is_lock(path)) note('U', 0, 0, path);
  return real(path);
}

int rmdir(const char *path) {
  REAL(rmdir);
  if (tracked(path)) note('U', 0, 0, path);
  return real(path);
}

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  int status = real(path, mode);
  int saved = errno;
  struct stat entry;
  if (status == 0 && tracked(path) && stat(path, &entry) == 0) note('M', entry.st_ino, 0, path);
  errno = saved;
  return status;
}

/* MARK: Time */

int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(clock_gettime);
  int status = real(clock, time);
  if (status == 0 && clock == CLOCK_REALTIME && control) time->tv_sec += control[0];
  return status;
}
