/* index_long_test.c - the tests of index_test.c on a larger index, with every mask on every byte. */
#define TEST_INDEX_LONG 1
#include "corruption/index_test.c"
