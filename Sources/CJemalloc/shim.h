#pragma once
// Linked for its effect, not for its interface: the process allocator is replaced by linking the library alone.
// Where the header is missing the package still builds, on the allocator of the C library.
#if __has_include(<jemalloc/jemalloc.h>)
#include <jemalloc/jemalloc.h>
#endif
