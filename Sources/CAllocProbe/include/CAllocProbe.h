#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Calls of the process allocator since the counters were installed.
typedef struct {
    uint64_t allocations;
    uint64_t frees;
    uint64_t expansions;
} alloc_probe_counts;

/// True if jemalloc is the allocator of this process.
bool alloc_probe_is_jemalloc(void);
/// Starts to count; false if jemalloc is absent or refuses. Calling it again keeps the counters.
bool alloc_probe_install(void);
/// Stops to count.
void alloc_probe_remove(void);
/// The counters now; all zero before `alloc_probe_install`.
alloc_probe_counts alloc_probe_read(void);
/// Bytes in live allocations as jemalloc accounts them, or 0 without jemalloc.
uint64_t alloc_probe_live_bytes(void);
