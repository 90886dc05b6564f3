/* completeness_long_test.c - the tests of completeness_test.c on twenty thousand subjects. */
#define TEST_COMPLETENESS_LONG 1
#include "property/completeness_test.c"
