// The C interface of SQLite, as Debian's libsqlite3-dev installs it.
#ifndef BENCH_CSQLITE_SHIM_H
#define BENCH_CSQLITE_SHIM_H
#include <sqlite3.h>
#endif
