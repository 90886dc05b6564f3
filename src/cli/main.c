/* main.c - the program: speaks terminal. */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "version") == 0) {
        printf("interdict %s\n", IDT_VERSION);
        return 0;
    }
    fprintf(stderr, "usage: interdict version\n");
    return 2;
}
