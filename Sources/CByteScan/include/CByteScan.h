// Searches of sixteen bytes at a time. In C, because Swift 6.3 takes its vector masks apart lane by lane: the same
// search written with SIMD16 took eight times the instructions.
//
// The caller guarantees that 16 bytes are readable from every position at which a search may stand.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

// A bit for each of 16 bytes that ends or interrupts a JSON text: quotation mark, backslash, control character, or a
// byte above 127, which as a signed number is below 32 too.
static inline unsigned byte_scan_text_mask(const uint8_t *bytes) {
    const __m128i block = _mm_loadu_si128((const __m128i *)bytes);
    const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
    const __m128i escapes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
    const __m128i others = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, escapes), others));
}

// A bit for each of 16 bytes that is not space, tab, line feed or carriage return.
static inline unsigned byte_scan_solid_mask(const uint8_t *bytes) {
    const __m128i block = _mm_loadu_si128((const __m128i *)bytes);
    const __m128i spaces = _mm_cmpeq_epi8(block, _mm_set1_epi8(' '));
    const __m128i lines = _mm_cmpeq_epi8(block, _mm_set1_epi8('\n'));
    const __m128i returns = _mm_cmpeq_epi8(block, _mm_set1_epi8('\r'));
    const __m128i tabs = _mm_cmpeq_epi8(block, _mm_set1_epi8('\t'));
    const __m128i any = _mm_or_si128(_mm_or_si128(spaces, lines), _mm_or_si128(returns, tabs));
    return (unsigned)_mm_movemask_epi8(any) ^ 0xFFFFu;
}
#else
static inline unsigned byte_scan_text_mask(const uint8_t *bytes) {
    unsigned mask = 0;
    for (unsigned index = 0; index < 16; index++) {
        const uint8_t byte = bytes[index];
        mask |= (unsigned)(byte == '"' || byte == '\\' || byte < 0x20 || byte > 0x7F) << index;
    }
    return mask;
}

static inline unsigned byte_scan_solid_mask(const uint8_t *bytes) {
    unsigned mask = 0;
    for (unsigned index = 0; index < 16; index++) {
        const uint8_t byte = bytes[index];
        mask |= (unsigned)(byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') << index;
    }
    return mask;
}
#endif

// The offset of the first byte that ends or interrupts a JSON text.
static inline size_t byte_scan_text_stop(const uint8_t *bytes) {
    size_t offset = 0;
    unsigned mask;
    while ((mask = byte_scan_text_mask(bytes + offset)) == 0) offset += 16;
    return offset + (size_t)__builtin_ctz(mask);
}

// The offset of the first byte that is no space.
static inline size_t byte_scan_after_space(const uint8_t *bytes) {
    size_t offset = 0;
    unsigned mask;
    while ((mask = byte_scan_solid_mask(bytes + offset)) == 0) offset += 16;
    return offset + (size_t)__builtin_ctz(mask);
}
