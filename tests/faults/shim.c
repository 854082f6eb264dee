/* Stands between a process and the disk (LD_PRELOAD), for one folder, and only while armed.
 *
 * FAULT_ROOT     the folder that is watched (absolute); nothing happens without it
 * FAULT_MODE     count, full (no space for one call), full-on (none from that call on), kill, torn (half of
 *                the call's bytes, then kill), log
 * FAULT_AT       which call, counted from 1 over all processes that share the counter
 * FAULT_COUNTER  a file of 24 bytes, shared: calls so far, calls that were failed, bytes of room
 * FAULT_LOG      where `log` writes what was done (see replay.py for the format)
 *
 * "full" and "full-on" count what can need space: writes, growing truncations, new names. "full" fails that one
 * call, whatever it is. "full-on" is a disk without room from that call on: a file that grows takes room, one that is
 * deleted or cut gives it back, what lies inside a file can be written. The others count every change, fsync too. fault_arm() reads the environment again, fault_note() writes a line into the log.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OFF, COUNT, FULL, FULL_ON, KILL, TORN, LOG };
struct shared { uint64_t calls, failed; int64_t room; };
struct record { char kind, pad[7]; uint64_t dev, ino, offset, length, path, path2; };

static int mode = OFF, log_fd = -1;
static uint64_t at;
static char root[PATH_MAX];
static size_t root_length;
static struct shared *shared, none;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

void fault_arm(void) {
    const char *names[] = {"off", "count", "full", "full-on", "kill", "torn", "log"};
    const char *where = getenv("FAULT_ROOT"), *what = getenv("FAULT_MODE"), *nth = getenv("FAULT_AT");
    const char *counter = getenv("FAULT_COUNTER"), *log = getenv("FAULT_LOG");
    mode = OFF;
    if (!where || !what || strlen(where) >= sizeof root) return;
    strcpy(root, where);
    root_length = strlen(root);
    at = nth ? strtoull(nth, NULL, 10) : 0;
    shared = &none;
    if (counter) {
        int fd = (int)syscall(SYS_openat, AT_FDCWD, counter, O_RDWR | O_CLOEXEC, 0);
        void *seen = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (seen == MAP_FAILED) { fprintf(stderr, "shim: no counter\n"); _exit(99); }
        shared = seen;
        syscall(SYS_close, fd);
    }
    if (log && log_fd < 0) log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
    for (int i = 0; i < 7; i++) if (!strcmp(what, names[i])) mode = i;
    if (mode == LOG && log_fd < 0) { fprintf(stderr, "shim: no log\n"); _exit(99); }
}
__attribute__((constructor)) static void begin(void) { fault_arm(); }

static int inside(const char *path) {
    return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}
/* Where a descriptor points, or 0 where it is not in the watched folder. */
static int watched_fd(int fd, char *path) {
    char link[64];
    if (mode == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return inside(path);
}
/* The absolute path of a name; its folder must exist. */
static int watched_path(int folder, const char *name, char *path) {
    if (mode == OFF || !name || !*name) return 0;
    char base[PATH_MAX];
    if (name[0] == '/') {
        if (strlen(name) >= PATH_MAX) return 0;
        strcpy(path, name);
    } else {
        if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) return 0; }
        else if (!watched_fd(folder, base)) return 0;
        if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    }
    return inside(path);
}
static int untold; /* failed calls after which nobody has asked yet how much room there is */
static int full_now(void) { return mode == FULL_ON && at && shared->calls >= at; }
static void give_back(int64_t bytes) {
    if (full_now() && bytes > 0) __atomic_add_fetch(&shared->room, bytes, __ATOMIC_SEQ_CST);
}
/* Counts a call. 0: go on; 1: fail it for want of space. `half` does a part of it before the process dies.
 * `growth`: how many bytes it needs; a new name needs 1; -1 for a call that never needs any. */
static int due(int64_t growth, void (*half)(void *), void *what) {
    int space = mode == FULL || mode == FULL_ON;
    if (mode == OFF || mode == LOG || (space && growth < 0)) return 0;
    uint64_t n = __atomic_add_fetch(&shared->calls, 1, __ATOMIC_SEQ_CST);
    if (mode == COUNT || !at || n < at) return 0;
    if (space) {
        if (mode == FULL && n != at) return 0;
        if (mode == FULL_ON && (growth == 0 || shared->room >= growth)) {
            __atomic_sub_fetch(&shared->room, growth, __ATOMIC_SEQ_CST);
            return 0;
        }
        __atomic_add_fetch(&shared->failed, 1, __ATOMIC_SEQ_CST);
        untold = 1;
        errno = ENOSPC;
        return 1;
    }
    if (n != at) return 0;
    __atomic_add_fetch(&shared->failed, 1, __ATOMIC_SEQ_CST);
    if (mode == TORN && half) half(what);
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}
static void note(char kind, int fd, const char *path, const char *path2, uint64_t offset, const void *data, uint64_t n) {
    if (mode != LOG) return;
    int kept = errno;
    struct stat about = {0};
    if (fd >= 0) fstat(fd, &about); else if (path) lstat(kind == 'N' ? path2 : path, &about);
    struct record head = {.kind = kind, .dev = about.st_dev, .ino = about.st_ino, .offset = offset, .length = n,
                          .path = path ? strlen(path) : 0, .path2 = path2 ? strlen(path2) : 0};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)path, head.path}, {(void *)path2, head.path2},
                            {(void *)data, data ? n : 0}};
    if (syscall(SYS_writev, log_fd, parts, 4) < 0) { fprintf(stderr, "shim: log failed\n"); _exit(99); }
    errno = kept;
}
void fault_note(const char *line) { note('A', -1, NULL, NULL, 0, line, strlen(line)); }

/* How many bytes a write adds to its file. */
static int64_t growth_of(int fd, size_t n, off64_t offset) {
    struct stat about;
    if (mode != FULL_ON) return 1;
    if (fstat(fd, &about)) return 0;
    if (offset < 0) offset = fcntl(fd, F_GETFL) & O_APPEND ? about.st_size : lseek64(fd, 0, SEEK_CUR);
    int64_t end = offset + (int64_t)n;
    return end > about.st_size ? end - about.st_size : 0;
}
struct piece { int fd; const void *data; size_t n; off64_t offset; };
static void half_write(void *what) {
    struct piece *p = what;
    if (p->offset < 0) syscall(SYS_write, p->fd, p->data, p->n / 2);
    else syscall(SYS_pwrite64, p->fd, p->data, p->n / 2, p->offset);
}
static ssize_t put(int fd, const void *data, size_t n, off64_t offset) {
    char path[PATH_MAX];
    struct piece p = {fd, data, n, offset};
    int ours = watched_fd(fd, path);
    if (ours && due(growth_of(fd, n, offset), half_write, &p)) return -1;
    if (!ours || mode != LOG)
        return offset < 0 ? syscall(SYS_write, fd, data, n) : syscall(SYS_pwrite64, fd, data, n, offset);
    pthread_mutex_lock(&lock);
    off64_t where = offset;
    if (offset < 0) where = lseek64(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = offset < 0 ? syscall(SYS_write, fd, data, n) : syscall(SYS_pwrite64, fd, data, n, offset);
    if (done > 0) note('W', fd, path, NULL, (uint64_t)where, data, (uint64_t)done);
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t write(int fd, const void *data, size_t n) { return put(fd, data, n, -1); }
ssize_t pwrite(int fd, const void *data, size_t n, off_t offset) { return put(fd, data, n, offset); }
ssize_t pwrite64(int fd, const void *data, size_t n, off64_t offset) { return put(fd, data, n, offset); }
/* Several buffers become several calls; the caller sees a short write where one of them fails. */
static ssize_t put_all(int fd, const struct iovec *parts, int count, off64_t offset) {
    ssize_t all = 0;
    for (int i = 0; i < count; i++) {
        ssize_t done = put(fd, parts[i].iov_base, parts[i].iov_len, offset < 0 ? -1 : offset + all);
        if (done < 0) return all ? all : -1;
        all += done;
        if ((size_t)done < parts[i].iov_len) break;
    }
    return all;
}
ssize_t writev(int fd, const struct iovec *parts, int count) { return put_all(fd, parts, count, -1); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t o) { return put_all(fd, parts, count, o); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t o) { return put_all(fd, parts, count, o); }
/* What copies inside the kernel is refused, so that it comes back as plain writes. */
ssize_t sendfile64(int to, int from, off64_t *offset, size_t n) {
    char path[PATH_MAX];
    if (watched_fd(to, path)) { errno = EINVAL; return -1; }
    return REAL(sendfile64)(to, from, offset, n);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t n) { return sendfile64(to, from, (off64_t *)offset, n); }
ssize_t copy_file_range(int from, off64_t *f, int to, off64_t *t, size_t n, unsigned flags) {
    char path[PATH_MAX];
    if (watched_fd(to, path)) { errno = EINVAL; return -1; }
    return REAL(copy_file_range)(from, f, to, t, n, flags);
}

static int cut(int fd, off64_t length) {
    char path[PATH_MAX];
    struct stat about;
    if (watched_fd(fd, path)) {
        int64_t growth = fstat(fd, &about) ? 0 : length - about.st_size;
        if (due(growth > 0 ? growth : -1, NULL, NULL)) return -1;
        int done = (int)syscall(SYS_ftruncate, fd, length);
        if (!done) give_back(-growth);
        if (!done) note('T', fd, path, NULL, (uint64_t)length, NULL, 0);
        return done;
    }
    return (int)syscall(SYS_ftruncate, fd, length);
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }
int fallocate64(int fd, int how, off64_t offset, off64_t n) {
    char path[PATH_MAX];
    struct stat about;
    int ours = watched_fd(fd, path);
    if (ours && due(growth_of(fd, (size_t)n, offset), NULL, NULL)) return -1;
    int done = (int)syscall(SYS_fallocate, fd, how, offset, n);
    if (ours && !done && !fstat(fd, &about)) note('T', fd, path, NULL, (uint64_t)about.st_size, NULL, 0);
    return done;
}
int fallocate(int fd, int how, off_t offset, off_t n) { return fallocate64(fd, how, offset, n); }
int posix_fallocate64(int fd, off64_t offset, off64_t n) { return fallocate64(fd, 0, offset, n) ? errno : 0; }
int posix_fallocate(int fd, off_t offset, off_t n) { return posix_fallocate64(fd, offset, n); }

static int sync_one(int fd, long call) {
    char path[PATH_MAX];
    int ours = watched_fd(fd, path);
    if (ours && due(-1, NULL, NULL)) return -1;
    int done = (int)syscall(call, fd);
    if (ours && !done) note('S', fd, path, NULL, 0, NULL, 0);
    return done;
}
int fsync(int fd) { return sync_one(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_one(fd, SYS_fdatasync); }

static int open_one(int folder, const char *name, int flags, mode_t rights) {
    char path[PATH_MAX];
    if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !watched_path(folder, name, path))
        return (int)syscall(SYS_openat, folder, name, flags, rights);
    struct stat about;
    int there = !lstat(path, &about);
    if (!there && due(1, NULL, NULL)) return -1;
    if (there && (flags & O_TRUNC) && about.st_size) due(-1, NULL, NULL);
    int fd = (int)syscall(SYS_openat, folder, name, flags, rights);
    if (fd >= 0 && !there) note('C', fd, path, NULL, 0, NULL, 0);
    if (fd >= 0 && there && (flags & O_TRUNC) && about.st_size) note('T', fd, path, NULL, 0, NULL, 0);
    return fd;
}
#define RIGHTS(flags) mode_t rights = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); rights = va_arg(more, mode_t); va_end(more); }
int open(const char *name, int flags, ...) { RIGHTS(flags) return open_one(AT_FDCWD, name, flags, rights); }
int open64(const char *name, int flags, ...) { RIGHTS(flags) return open_one(AT_FDCWD, name, flags, rights); }
int openat(int f, const char *name, int flags, ...) { RIGHTS(flags) return open_one(f, name, flags, rights); }
int openat64(int f, const char *name, int flags, ...) { RIGHTS(flags) return open_one(f, name, flags, rights); }
int creat(const char *name, mode_t rights) { return open_one(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, rights); }
int creat64(const char *name, mode_t rights) { return creat(name, rights); }

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    char path[PATH_MAX], path2[PATH_MAX];
    int ours = watched_path(from, old, path) & watched_path(to, new, path2);
    struct stat under;
    if (ours && due(-1, NULL, NULL)) return -1;
    int64_t room = ours && !lstat(path2, &under) && under.st_nlink == 1 ? under.st_size : 0;
    int done = (int)syscall(SYS_renameat2, from, old, to, new, flags);
    if (ours && !done) give_back(room);
    if (ours && !done) note('N', -1, path, path2, 0, NULL, 0);
    return done;
}
int renameat(int from, const char *old, int to, const char *new) { return renameat2(from, old, to, new, 0); }
int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }
int unlinkat(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    int ours = watched_path(folder, name, path);
    struct stat about = {0};
    if (ours && (lstat(path, &about) || due(-1, NULL, NULL))) ours = 0;
    int done = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (ours && !done && about.st_nlink == 1) give_back(about.st_size);
    if (ours && !done) note(flags & AT_REMOVEDIR ? 'R' : 'U', -1, path, NULL, 0, NULL, 0);
    return done;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int mkdirat(int folder, const char *name, mode_t rights) {
    char path[PATH_MAX];
    struct stat about;
    int ours = watched_path(folder, name, path) && lstat(path, &about);
    if (ours && due(1, NULL, NULL)) return -1;
    int done = (int)syscall(SYS_mkdirat, folder, name, rights);
    if (ours && !done) note('D', -1, path, NULL, 0, NULL, 0);
    return done;
}
int mkdir(const char *name, mode_t rights) { return mkdirat(AT_FDCWD, name, rights); }

/* How much room there is: what the program asks to tell a full disk from a broken one, and before it records. */
int statvfs(const char *name, struct statvfs *about) {
    char path[PATH_MAX];
    int done = REAL(statvfs)(name, about);
    if (done || !watched_path(AT_FDCWD, name, path)) return done;
    int full = full_now() || (mode == FULL && untold);
    untold = 0;
    if (full) about->f_bavail = about->f_bfree = (fsblkcnt_t)(shared->room > 0 ? shared->room : 0) / about->f_frsize;
    return done;
}
int statvfs64(const char *name, struct statvfs64 *about) { return statvfs(name, (struct statvfs *)about); }
