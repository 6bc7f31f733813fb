// The C interface of liblmdb, as Debian's liblmdb-dev installs it. Nothing is added here.
#ifndef CHANCERY_CLMDB_SHIM_H
#define CHANCERY_CLMDB_SHIM_H
#include <lmdb.h>
#endif
