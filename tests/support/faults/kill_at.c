/* kill_at.c - preloaded into a program: kill it at the n-th change it makes to the disk.
 *
 * KILL_AT=n kills before the n-th call of the functions below, a write after half of its bytes. 0
 * kills never. Built and used by tests/golden/update_kill_test.py. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_mkdir)(const char *, mode_t);
static int (*real_unlink)(const char *);
static int (*real_rmdir)(const char *);
static int (*real_symlink)(const char *, const char *);
static int (*real_ftruncate)(int, off_t);
static long kill_at;
static atomic_long calls;

static void *find(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (!function)
        abort();
    return function;
}

__attribute__((constructor)) static void start(void)
{
    const char *text = getenv("KILL_AT");

    kill_at = text ? atol(text) : 0;
    *(void **)&real_write = find("write");
    *(void **)&real_fsync = find("fsync");
    *(void **)&real_rename = find("rename");
    *(void **)&real_mkdir = find("mkdir");
    *(void **)&real_unlink = find("unlink");
    *(void **)&real_rmdir = find("rmdir");
    *(void **)&real_symlink = find("symlink");
    *(void **)&real_ftruncate = find("ftruncate");
}

static int is_now(void)
{
    return atomic_fetch_add(&calls, 1) + 1 == kill_at;
}

static void die_if_now(void)
{
    if (is_now())
        raise(SIGKILL);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    struct stat info;

    if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && is_now()) {
        ssize_t ignored = real_write(file, bytes, count / 2);
        (void)ignored;
        raise(SIGKILL);
    }
    return real_write(file, bytes, count);
}

int fsync(int file)
{
    die_if_now();
    return real_fsync(file);
}

int rename(const char *from, const char *to)
{
    die_if_now();
    return real_rename(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    die_if_now();
    return real_mkdir(path, mode);
}

int unlink(const char *path)
{
    die_if_now();
    return real_unlink(path);
}

int rmdir(const char *path)
{
    die_if_now();
    return real_rmdir(path);
}

int symlink(const char *target, const char *path)
{
    die_if_now();
    return real_symlink(target, path);
}

int ftruncate(int file, off_t length)
{
    die_if_now();
    return real_ftruncate(file, length);
}
