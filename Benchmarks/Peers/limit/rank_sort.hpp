// Sorts few keys: the place of a key is the number of lesser keys, counted without branches.
#pragma once

#ifdef __AVX512F__
#include <immintrin.h>
#endif

#include <cstring>

#include "../common/workloads.hpp"

/// So many more keys must fit behind both the source and the target; both are written there.
inline constexpr unsigned sort_slack = 8;

template <unsigned fixed>
inline void sort_vectors(workloads::u64* sorted, const workloads::u64* keys, unsigned any) {
    using workloads::i64;
    typedef i64 Vector __attribute__((vector_size(64)));
    constexpr unsigned lanes = 8;
    const unsigned vectors = fixed == 0 ? any : fixed;
    for (unsigned i = 0; i < vectors; i++) {
        Vector mine, rank = {};
        std::memcpy(&mine, keys + i * lanes, sizeof mine);
        for (unsigned j = 0; j < vectors; j++)
            for (unsigned lane = 0; lane < lanes; lane++) {
                const i64 other = i64(keys[j * lanes + lane]);
#ifdef __AVX512F__
                // What the compiler makes of the line below takes two more instructions.
                const __mmask8 less = _mm512_cmpgt_epi64_mask((__m512i)mine, _mm512_set1_epi64(other));
                rank = (Vector)_mm512_mask_add_epi64((__m512i)rank, less, (__m512i)rank, _mm512_set1_epi64(1));
#else
                rank -= other < mine;
#endif
            }
        for (unsigned lane = 0; lane < lanes; lane++) sorted[rank[lane]] = keys[i * lanes + lane];
    }
}

/// Keys must differ, and be less than 0x7F7F7F7F7F7F7F7F. What is behind them, up to a full vector, is made greater
/// than all of them and lands behind them in the target.
inline void sort_into(workloads::u64* sorted, workloads::u64* keys, unsigned count) {
    std::memset(keys + count, 0x7F, sort_slack * sizeof(workloads::u64));
    const unsigned vectors = (count + 7) / 8;
    switch (vectors) {
    case 0: return;
    case 1: return sort_vectors<1>(sorted, keys, 1);
    case 2: return sort_vectors<2>(sorted, keys, 2);
    case 3: return sort_vectors<3>(sorted, keys, 3);
    default: return sort_vectors<0>(sorted, keys, vectors);
    }
}
