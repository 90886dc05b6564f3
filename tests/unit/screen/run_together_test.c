/* run_together_test.c - words of one listed name, written without blanks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "screen/run_together.h"
#include "support/small_index.h"

typedef struct {
    char path[64];
    idt_index *index;
    idt_folder *folder;
} fixture;

static int open_small_index(void **state)
{
    fixture *self = calloc(1, sizeof *self);
    idt_arena arena = IDT_ARENA_INIT;
    idt_index_input input;
    idt_index_figures figures;
    snprintf(self->path, sizeof self->path, "/tmp/run-together-XXXXXX");
    int descriptor = mkstemp(self->path);
    assert_true(descriptor >= 0);
    close(descriptor);
    test_small_input(&input, &arena, TEST_SMALL_PARTIES_MAX);
    assert_int_equal(idt_index_write(self->path, &input, &figures, NULL), IDT_OK);
    assert_int_equal(idt_index_open(&self->index, self->path, NULL), IDT_OK);
    self->folder = idt_folder_new();
    idt_arena_release(&arena);
    *state = self;
    return 0;
}

static int close_small_index(void **state)
{
    fixture *self = *state;
    idt_index_close(self->index);
    idt_folder_free(self->folder);
    unlink(self->path);
    free(self);
    return 0;
}

/* The words of each reading that was added, "|" between readings. */
static void check_added(const fixture *self, const char *name, const char *expected)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf said = IDT_BUF_INIT;
    idt_folded folded;
    idt_single_words single = { IDT_STRMAP_INIT, IDT_ARENA_INIT };
    idt_fold(&folded, self->folder, &arena, idt_span_of(name));
    size_t before = folded.count;
    idt_run_together(&folded, &single, &arena, self->index);
    for (size_t r = before; r < folded.count; r++) {
        if (r > before)
            idt_buf_add_text(&said, "|");
        for (size_t i = 0; i < folded.readings[r].count; i++) {
            idt_buf_add_text(&said, i ? " " : "");
            idt_buf_add_span(&said, folded.readings[r].tokens[i].form);
        }
    }
    if (!idt_span_equal_text(idt_buf_span(&said), expected))
        fail_msg("\"%s\": \"%.*s\", not \"%s\"", name, (int)said.len, said.ptr, expected);
    idt_buf_release(&said);
    idt_single_words_release(&single);
    idt_arena_release(&arena);
}

static void words_of_one_listed_name_are_parted(void **state)
{
    const fixture *self = *state;
    check_added(self, "yongcholkim", "yong chol kim");
    check_added(self, "Yong cholkim", "yong chol kim"); /* the last behind the first */
    check_added(self, "Mr kimyongchol", "mr kim yong chol");
    check_added(self, "koreaminingdevelopmenttrading", "korea mining development trading");
}

static void others_stay_as_they_are(void **state)
{
    const fixture *self = *state;
    check_added(self, "Yong Chol Kim", "");
    check_added(self, "cholyongkim", "");  /* no listed name has them in this order */
    check_added(self, "kimsaddam", "");    /* of two names */
    check_added(self, "kimyongcholx", ""); /* a letter is left */
    check_added(self, "tangun", "");       /* a listed word is whole */
}

static void parts_keep_their_place_in_the_text(void **state)
{
    const fixture *self = *state;
    idt_arena arena = IDT_ARENA_INIT;
    idt_folded folded;
    idt_single_words single = { IDT_STRMAP_INIT, IDT_ARENA_INIT };
    idt_fold(&folded, self->folder, &arena, IDT_SPAN_LIT("Mr YongcholKIM"));
    size_t before = folded.count;
    idt_run_together(&folded, &single, &arena, self->index);
    assert_true(folded.count > before);
    const idt_reading *reading = &folded.readings[folded.count - 1];
    const idt_token *last = &reading->tokens[reading->count - 1];
    assert_int_equal(last->from, 11);
    assert_int_equal(last->to, 14);
    idt_single_words_release(&single);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_one_listed_name_are_parted),
        cmocka_unit_test(others_stay_as_they_are),
        cmocka_unit_test(parts_keep_their_place_in_the_text),
    };
    return cmocka_run_group_tests(tests, open_small_index, close_small_index);
}
