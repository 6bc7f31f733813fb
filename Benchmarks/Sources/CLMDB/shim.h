// The C interface of liblmdb, as Debian's liblmdb-dev installs it.
#ifndef BENCH_CLMDB_SHIM_H
#define BENCH_CLMDB_SHIM_H
#include <lmdb.h>
#endif
