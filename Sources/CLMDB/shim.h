// The C interface of liblmdb, as Debian's liblmdb-dev installs it, and one call that glibc declares
// to GNU sources only, which a module's import is not.
#ifndef CHANCERY_CLMDB_SHIM_H
#define CHANCERY_CLMDB_SHIM_H
#include <lmdb.h>
#include <sys/types.h>

int fallocate(int descriptor, int mode, off_t offset, off_t length);
#endif
