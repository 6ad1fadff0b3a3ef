// Sorts few keys: the place of a key is the number of lesser keys, counted without branches.
#pragma once

#ifdef __AVX512F__
#include <immintrin.h>
#endif

#include <cstring>

#include "../common/workloads.hpp"

/// So many more keys must fit behind both the source and the target.
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

/// What is behind the keys, up to a full vector, must be greater than all of them; it lands behind them in the target.
inline constexpr workloads::u64 padding = 0x7FFFFFFFFFFFFFFF;

/// Keys must differ, be less than `padding`, and have it behind them up to a multiple of `sort_slack` keys.
inline void sort_into(workloads::u64* sorted, const workloads::u64* keys, unsigned count) {
    const unsigned vectors = (count + 7) / 8;
    switch (vectors) {
    case 0: return;
    case 1: return sort_vectors<1>(sorted, keys, 1);
    case 2: return sort_vectors<2>(sorted, keys, 2);
    case 3: return sort_vectors<3>(sorted, keys, 3);
    default: return sort_vectors<0>(sorted, keys, vectors);
    }
}
