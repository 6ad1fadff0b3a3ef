#include "CAllocProbe.h"

#include <stdatomic.h>
#include <stddef.h>

// Weak, so that one object file serves a process with jemalloc and one without.
extern int mallctl(const char *name, void *old, size_t *old_length, void *new_value, size_t new_length)
    __attribute__((weak));

// jemalloc reads this symbol when it starts. Two arenas fit the two to four workers of a run and halve the resident
// memory of the default (four arenas a core) without a loss of speed. MALLOC_CONF in the environment overrides it.
const char *malloc_conf = "narenas:2";

// The argument of jemalloc 5's mallctl "experimental.hooks.install".
typedef struct {
    void (*on_alloc)(void *extra, int type, void *result, uintptr_t raw, uintptr_t arguments[3]);
    void (*on_free)(void *extra, int type, void *address, uintptr_t arguments[3]);
    void (*on_expand)(void *extra, int type, void *address, size_t old_size, size_t new_size, uintptr_t raw,
                      uintptr_t arguments[4]);
    void *extra;
} hooks;

static _Atomic uint64_t allocations, frees, expansions;
static void *handle;

static void count_alloc(void *extra, int type, void *result, uintptr_t raw, uintptr_t arguments[3]) {
    (void)extra, (void)type, (void)result, (void)raw, (void)arguments;
    atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
}

static void count_free(void *extra, int type, void *address, uintptr_t arguments[3]) {
    (void)extra, (void)type, (void)address, (void)arguments;
    atomic_fetch_add_explicit(&frees, 1, memory_order_relaxed);
}

static void count_expand(void *extra, int type, void *address, size_t old_size, size_t new_size, uintptr_t raw,
                         uintptr_t arguments[4]) {
    (void)extra, (void)type, (void)address, (void)old_size, (void)new_size, (void)raw, (void)arguments;
    atomic_fetch_add_explicit(&expansions, 1, memory_order_relaxed);
}

bool alloc_probe_is_jemalloc(void) { return mallctl != NULL; }

bool alloc_probe_install(void) {
    if (mallctl == NULL) return false;
    if (handle != NULL) return true;
    hooks wanted = {count_alloc, count_free, count_expand, NULL};
    size_t length = sizeof handle;
    return mallctl("experimental.hooks.install", &handle, &length, &wanted, sizeof wanted) == 0;
}

void alloc_probe_remove(void) {
    if (handle == NULL || mallctl == NULL) return;
    mallctl("experimental.hooks.remove", NULL, NULL, &handle, sizeof handle);
    handle = NULL;
}

alloc_probe_counts alloc_probe_read(void) {
    return (alloc_probe_counts){atomic_load_explicit(&allocations, memory_order_relaxed),
                                atomic_load_explicit(&frees, memory_order_relaxed),
                                atomic_load_explicit(&expansions, memory_order_relaxed)};
}

uint64_t alloc_probe_live_bytes(void) {
    if (mallctl == NULL) return 0;
    uint64_t epoch = 1;
    size_t length = sizeof epoch;
    mallctl("epoch", &epoch, &length, &epoch, sizeof epoch);
    size_t live = 0;
    length = sizeof live;
    return mallctl("stats.allocated", &live, &length, NULL, 0) == 0 ? live : 0;
}
