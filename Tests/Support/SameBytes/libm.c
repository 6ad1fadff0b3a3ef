/* Stands between a program and the mathematical functions of its platform, and gives slightly other results.
 *
 * To be loaded with LD_PRELOAD. Each function below calls the real one, counts, and moves the result as SAME_BYTES_LIBM says:
 *
 *     count     not at all
 *     up, down  by one unit in the last place, to +infinity or to -infinity
 *     hash:N    by one such unit, up or down by a hash of N, the function and its arguments
 *     gross     by one part in a million; this alone moves functions that IEEE 754 defines to the last bit, too
 *
 * Results that are exact, such as exp(0) and pow(x, 1), are left by all but `gross`: no decent library misses them.
 * SAME_BYTES_LIBM_ONLY, if set, is a list such as ",pow,exp," of the functions that are moved. When the program ends, a line
 * `NAME CALLS MOVED` of each function that was called is appended to the file SAME_BYTES_LIBM_COUNTS; the line `loaded 1 0`
 * is there in any case.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* <math.h> is left out: it declares what is defined here. */
double nextafter(double, double);
float nextafterf(float, float);
long double nextafterl(long double, long double);

enum mode { COUNT, UP, DOWN, HASH, GROSS };
static enum mode mode = COUNT;
static uint64_t seed;
static const char *only;

struct entry {
    const char *name;
    void *real;
    void *wider;
    atomic_ullong calls, moved;
    int listed;
    struct entry *next;
};
static struct entry *_Atomic entries;

__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("SAME_BYTES_LIBM");
    only = getenv("SAME_BYTES_LIBM_ONLY");
    if (!wanted) return;
    if (!strcmp(wanted, "up")) mode = UP;
    if (!strcmp(wanted, "down")) mode = DOWN;
    if (!strcmp(wanted, "gross")) mode = GROSS;
    if (!strncmp(wanted, "hash:", 5)) {
        mode = HASH;
        seed = strtoull(wanted + 5, NULL, 10);
    }
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("SAME_BYTES_LIBM_COUNTS");
    if (!path) return;
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0) return;
    dprintf(file, "loaded 1 0\n");
    for (struct entry *each = entries; each; each = each->next)
        dprintf(file, "%s %llu %llu\n", each->name, (unsigned long long)each->calls, (unsigned long long)each->moved);
    close(file);
}

/* Finds the real function and the one of the wider type, if it is asked for, and counts a call. */
static void find(struct entry *entry, const char *wider) {
    if (!entry->real) {
        void *real = dlsym(RTLD_NEXT, entry->name);
        if (!real) {
            dprintf(2, "libm.c: there is no other %s\n", entry->name);
            abort();
        }
        if (wider && !(entry->wider = dlsym(RTLD_NEXT, wider))) abort();
        entry->real = real;
    }
    if (!atomic_fetch_add(&entry->calls, 1)) {
        entry->next = entries;
        while (!atomic_compare_exchange_weak(&entries, &entry->next, entry)) {}
    }
}

static int is_moved(const char *name) {
    if (mode == COUNT) return 0;
    if (!only) return 1;
    char word[64];
    snprintf(word, sizeof word, ",%s,", name);
    return strstr(only, word) != NULL;
}

static int is_up(const char *name, const void *arguments, size_t bytes) {
    if (mode != HASH) return mode == UP;
    uint64_t hash = 0xcbf29ce484222325u ^ seed * 0x9e3779b97f4a7c15u;
    for (const char *sign = name; *sign; sign++) hash = (hash ^ (unsigned char)*sign) * 0x100000001b3u;
    for (size_t at = 0; at < bytes; at++) hash = (hash ^ ((const unsigned char *)arguments)[at]) * 0x100000001b3u;
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    return hash >> 63;
}

/* Nothing to move: no number, infinite or zero. */
#define IS_SPECIAL(value) ((value) == 0 || (value) != (value) || (value) - (value) != 0)

/* RESULT moved; the arguments are in `arguments`. */
#define MOVED(TYPE, NEXT, RESULT)                                                                                      \
    (atomic_fetch_add(&entry.moved, 1),                                                                                \
     mode == GROSS ? (RESULT) * (TYPE)1.000001                                                                         \
                   : NEXT(RESULT, is_up(entry.name, arguments, sizeof arguments) ? (TYPE)__builtin_inf()               \
                                                                                 : -(TYPE)__builtin_inf()))

/* A function and the one of the wider type WIDE, which tells whether a result is exact. */
#define FUNCTION(TYPE, NAME, NEXT, WIDE, WIDER, PARAMETERS, WIDE_PARAMETERS, ...)                                      \
    TYPE NAME PARAMETERS {                                                                                             \
        static struct entry entry = {.name = #NAME};                                                                   \
        find(&entry, #WIDER);                                                                                          \
        TYPE result = ((TYPE(*) PARAMETERS)entry.real)(__VA_ARGS__);                                                   \
        if (!is_moved(#NAME) || IS_SPECIAL(result)) return result;                                                     \
        if (mode != GROSS && ((WIDE(*) WIDE_PARAMETERS)entry.wider)(__VA_ARGS__) == result) return result;             \
        TYPE arguments[] = {__VA_ARGS__};                                                                              \
        return MOVED(TYPE, NEXT, result);                                                                              \
    }

/* No type is wider: what fits into a float is taken for exact. */
#define LONGEST(NAME, PARAMETERS, ...)                                                                                 \
    long double NAME PARAMETERS {                                                                                      \
        static struct entry entry = {.name = #NAME};                                                                   \
        find(&entry, NULL);                                                                                            \
        long double result = ((long double(*) PARAMETERS)entry.real)(__VA_ARGS__);                                     \
        if (!is_moved(#NAME) || IS_SPECIAL(result)) return result;                                                     \
        if (mode != GROSS && (float)result == result) return result;                                                   \
        double arguments[] = {__VA_ARGS__};                                                                            \
        return MOVED(long double, nextafterl, result);                                                                 \
    }

#define ONE(NAME)                                                                                                      \
    FUNCTION(double, NAME, nextafter, long double, NAME##l, (double x), (long double), x)                              \
    FUNCTION(float, NAME##f, nextafterf, double, NAME, (float x), (double), x)                                         \
    LONGEST(NAME##l, (long double x), x)
#define TWO(NAME)                                                                                                      \
    FUNCTION(double, NAME, nextafter, long double, NAME##l, (double x, double y), (long double, long double), x, y)    \
    FUNCTION(float, NAME##f, nextafterf, double, NAME, (float x, float y), (double, double), x, y)                     \
    LONGEST(NAME##l, (long double x, long double y), x, y)

ONE(acos) ONE(acosh) ONE(asin) ONE(asinh) ONE(atan) ONE(atanh) ONE(cbrt) ONE(cos) ONE(cosh) ONE(erf) ONE(erfc) ONE(exp)
ONE(exp10) ONE(exp2) ONE(expm1) ONE(lgamma) ONE(log) ONE(log10) ONE(log1p) ONE(log2) ONE(sin) ONE(sinh) ONE(tan)
ONE(tanh) ONE(tgamma)
TWO(atan2) TWO(hypot) TWO(pow)

/* Exact by IEEE 754: every platform gives the same, so that only `gross` moves them. */
#define EXACT(TYPE, NAME, PARAMETERS, ...)                                                                             \
    TYPE NAME PARAMETERS {                                                                                             \
        static struct entry entry = {.name = #NAME};                                                                   \
        find(&entry, NULL);                                                                                            \
        TYPE result = ((TYPE(*) PARAMETERS)entry.real)(__VA_ARGS__);                                                   \
        if (mode != GROSS || !is_moved(#NAME) || IS_SPECIAL(result)) return result;                                    \
        atomic_fetch_add(&entry.moved, 1);                                                                             \
        return result * (TYPE)1.000001;                                                                                \
    }
#define EXACT_ONE(NAME) EXACT(double, NAME, (double x), x) EXACT(float, NAME##f, (float x), x)

EXACT_ONE(ceil) EXACT_ONE(floor) EXACT_ONE(nearbyint) EXACT_ONE(rint) EXACT_ONE(round) EXACT_ONE(sqrt) EXACT_ONE(trunc)
EXACT(double, fmod, (double x, double y), x, y)
EXACT(double, remainder, (double x, double y), x, y)
EXACT(double, fma, (double x, double y, double z), x, y, z)

/* Compilers make one call of a sine and a cosine of the same angle. */
void sincos(double x, double *sine, double *cosine) {
    *sine = sin(x);
    *cosine = cos(x);
}
