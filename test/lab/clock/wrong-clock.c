/*
 * A clock for one lab host. The kernel has one real-time clock for the whole machine, so what differs is what the host's
 * programs read: this library, loaded through /etc/ld.so.preload, adds the offset kept in OFFSET_FILE, and setting the
 * clock (date -s, chronyd) changes that offset. Programs that do not use the C library see the machine's time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#define OFFSET_FILE "/run/lab-clock"
#define SECOND 1000000000LL

static volatile int64_t *offset;

__attribute__((constructor)) static void open_offset(void) {
  int saved = errno;
  int file = open(OFFSET_FILE, O_RDWR | O_CLOEXEC);
  int mode = PROT_READ | PROT_WRITE;
  if (file < 0) {
    file = open(OFFSET_FILE, O_RDONLY | O_CLOEXEC);
    mode = PROT_READ;
  }
  if (file >= 0) {
    void *at = mmap(NULL, sizeof *offset, mode, MAP_SHARED, file, 0);
    if (at != MAP_FAILED)
      offset = at;
    close(file);
  }
  errno = saved;
}

static int real(clockid_t id, struct timespec *ts) { return (int)syscall(SYS_clock_gettime, id, ts); }

static int64_t flat(const struct timespec *ts) { return ts->tv_sec * SECOND + ts->tv_nsec; }

int clock_gettime(clockid_t id, struct timespec *ts) {
  int result = real(id, ts);
  if (result == 0 && offset && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE || id == CLOCK_TAI)) {
    int64_t now = flat(ts) + *offset;
    ts->tv_sec = now / SECOND;
    ts->tv_nsec = now % SECOND;
  }
  return result;
}

int gettimeofday(struct timeval *restrict tv, void *restrict zone) {
  struct timespec ts;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &ts);
  tv->tv_sec = ts.tv_sec;
  tv->tv_usec = ts.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *out) {
  struct timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  if (out)
    *out = ts.tv_sec;
  return ts.tv_sec;
}

int clock_settime(clockid_t id, const struct timespec *wanted) {
  struct timespec ts;
  if (id != CLOCK_REALTIME) {
    errno = EINVAL;
    return -1;
  }
  if (!offset || geteuid() != 0) {
    errno = EPERM;
    return -1;
  }
  real(CLOCK_REALTIME, &ts);
  *offset = flat(wanted) - flat(&ts);
  return 0;
}

int settimeofday(const struct timeval *tv, const struct timezone *zone) {
  struct timespec wanted;
  (void)zone;
  if (!tv)
    return 0;
  wanted.tv_sec = tv->tv_sec;
  wanted.tv_nsec = tv->tv_usec * 1000;
  return clock_settime(CLOCK_REALTIME, &wanted);
}

/* Enough of the kernel's clock discipline for chronyd: steps go into the offset, slews are taken and forgotten. */
int adjtimex(struct timex *t) {
  static long freq, tick = 10000, maxerror = 16000000;
  static int status = STA_UNSYNC;
  struct timespec ts;
  if (t->modes && geteuid() != 0) {
    errno = EPERM;
    return -1;
  }
  if ((t->modes & ADJ_SETOFFSET) && offset)
    *offset += t->time.tv_sec * SECOND + (int64_t)t->time.tv_usec * (t->modes & ADJ_NANO ? 1 : 1000);
  /* As the kernel does after a step; chronyd takes it for the sign that steps are understood. */
  if (t->modes & ADJ_SETOFFSET)
    maxerror = 16000000;
  if (t->modes & ADJ_MAXERROR)
    maxerror = t->maxerror;
  if (t->modes & ADJ_FREQUENCY)
    freq = t->freq;
  if (t->modes & ADJ_TICK)
    tick = t->tick;
  if (t->modes & ADJ_STATUS)
    status = t->status;
  clock_gettime(CLOCK_REALTIME, &ts);
  memset(t, 0, sizeof *t);
  t->freq = freq;
  t->tick = tick;
  t->maxerror = maxerror;
  t->status = status;
  t->precision = 1;
  t->tolerance = 32768000;
  t->time.tv_sec = ts.tv_sec;
  t->time.tv_usec = ts.tv_nsec / 1000;
  return status & STA_UNSYNC ? TIME_ERROR : TIME_OK;
}

int ntp_adjtime(struct timex *t) { return adjtimex(t); }

int clock_adjtime(clockid_t id, struct timex *t) {
  if (id != CLOCK_REALTIME) {
    errno = EINVAL;
    return -1;
  }
  return adjtimex(t);
}

/* The kernel would stamp packets with the machine's time, and chronyd drop them for it: let it stamp them itself. */
int setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
  if (offset && level == SOL_SOCKET && (name == SO_TIMESTAMP || name == SO_TIMESTAMPNS || name == SO_TIMESTAMPING)) {
    errno = ENOPROTOOPT;
    return -1;
  }
  return (int)syscall(SYS_setsockopt, fd, level, name, value, length);
}
