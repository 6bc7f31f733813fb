/*
 * Latencies, counted in buckets that grow with the value: a value is known to one part in 128.
 * Recording is a few instructions and allocates nothing.
 */
#ifndef BENCH_HISTOGRAM_H
#define BENCH_HISTOGRAM_H
#include <stdint.h>

struct histogram;

/* An empty one, or NULL. */
struct histogram *histogram_new(void);
void histogram_free(struct histogram *histogram);
void histogram_clear(struct histogram *histogram);

/* Counts one value, in nanoseconds. */
void histogram_record(struct histogram *histogram, uint64_t value);

uint64_t histogram_count(const struct histogram *histogram);
uint64_t histogram_max(const struct histogram *histogram);

/*
 * The least value that `share` (0 to 1) of all values do not exceed, to one part in 128; 0 for
 * none.
 */
uint64_t histogram_percentile(const struct histogram *histogram, double share);

#endif
