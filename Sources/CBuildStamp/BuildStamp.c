#include "CBuildStamp.h"

// scripts/dist fills exactly this size.
#define STAMP_SIZE 128

#if defined(__ELF__)
#define STAMP_SECTION __attribute__((section(".scanplan_stamp"), used))
#else
#define STAMP_SECTION __attribute__((used))
#endif

// Volatile, so that no compiler takes it for the empty text that it is when it is compiled.
STAMP_SECTION static const volatile char stamp[STAMP_SIZE] = {0};

const char *build_stamp(void) {
    static char copy[STAMP_SIZE];
    for (int index = 0; index < STAMP_SIZE - 1; index++) copy[index] = stamp[index];
    return copy;
}
