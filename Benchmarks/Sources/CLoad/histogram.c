/* Buckets: values below 256 have one each; then 128 to every power of two. */
#include "histogram.h"

#include <stdlib.h>
#include <string.h>

enum { HISTOGRAM_STEPS = 128, HISTOGRAM_BUCKETS = 58 * HISTOGRAM_STEPS };

struct histogram {
  uint64_t count;
  uint64_t max;
  uint32_t buckets[HISTOGRAM_BUCKETS];
};

struct histogram *histogram_new(void) { return calloc(1, sizeof(struct histogram)); }

void histogram_free(struct histogram *histogram) { free(histogram); }

uint64_t histogram_count(const struct histogram *histogram) { return histogram->count; }

uint64_t histogram_max(const struct histogram *histogram) { return histogram->max; }

static unsigned bucket_of(uint64_t value) {
  if (value < 2 * HISTOGRAM_STEPS) return (unsigned)value;
  unsigned shift = 56 - (unsigned)__builtin_clzll(value);
  return (shift + 1) * HISTOGRAM_STEPS + (unsigned)(value >> shift) - HISTOGRAM_STEPS;
}

/* The middle of a bucket. */
static uint64_t value_of(unsigned bucket) {
  if (bucket < 2 * HISTOGRAM_STEPS) return bucket;
  unsigned shift = bucket / HISTOGRAM_STEPS - 1;
  uint64_t low = (uint64_t)(bucket % HISTOGRAM_STEPS + HISTOGRAM_STEPS) << shift;
  return low + (1ull << shift) / 2;
}

void histogram_clear(struct histogram *histogram) { memset(histogram, 0, sizeof *histogram); }

void histogram_record(struct histogram *histogram, uint64_t value) {
  histogram->count++;
  if (value > histogram->max) histogram->max = value;
  histogram->buckets[bucket_of(value)]++;
}

uint64_t histogram_percentile(const struct histogram *histogram, double share) {
  if (histogram->count == 0) return 0;
  uint64_t wanted = (uint64_t)(share * (double)histogram->count + 0.999999);
  if (wanted == 0) wanted = 1;
  uint64_t seen = 0;
  for (unsigned bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
    seen += histogram->buckets[bucket];
    if (seen < wanted) continue;
    uint64_t value = value_of(bucket);
    return value < histogram->max ? value : histogram->max;
  }
  return histogram->max;
}
