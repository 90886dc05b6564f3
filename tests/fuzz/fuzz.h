/* fuzz.h - the one function each tests/fuzz/<x>_fuzz.c defines. */
#ifndef IDT_TESTS_FUZZ_FUZZ_H
#define IDT_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Feed `size` bytes, which die with the call, to the decoder; returns 0. The function's name is
 * libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
