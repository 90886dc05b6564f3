/* party_diff_test.c - what changed is told, field by field, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/party_diff.h"

static idt_party party_with(idt_arena *arena, const char *name, const char *alias,
                            const char *remark, uint32_t line)
{
    idt_party party = { .uid = IDT_SPAN_LIT("9900"), .type = IDT_PARTY_PERSON };
    idt_source source = { 0, line };
    idt_party_add_name(&party, arena, (idt_name){ .text = idt_span_of(name), .source = source });
    if (alias)
        idt_party_add_name(&party, arena,
                           (idt_name){ .text = idt_span_of(alias), .kind = IDT_NAME_AKA });
    if (remark)
        idt_party_add_fact(&party, arena, "note", idt_span_of(remark), source);
    return party;
}

static void check(const idt_party *before, const idt_party *after, const char *expected)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf got = IDT_BUF_INIT;
    idt_party_diff diff;

    idt_party_diff_of(&diff, &arena, before, after);
    for (size_t i = 0; i < diff.count; i++)
        idt_buf_format(&got, "%s%c%s: %.*s > %.*s", i ? "\n" : "",
                       diff.changes[i].field_class == IDT_FIELD_IDENTITY ? 'I' : 'L',
                       diff.changes[i].field, (int)diff.changes[i].before.len,
                       diff.changes[i].before.ptr, (int)diff.changes[i].after.len,
                       diff.changes[i].after.ptr);
    if (!idt_span_equal_text(idt_buf_span(&got), expected))
        fail_msg("got:\n%.*s\nexpected:\n%s", (int)got.len, got.ptr, expected);
    idt_buf_release(&got);
    idt_arena_release(&arena);
}

static void lines_that_moved_change_nothing(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_party before = party_with(&arena, "TESTOV, Anton", "Anton Muster", "listed", 7);
    idt_party after = party_with(&arena, "TESTOV, Anton", "Anton Muster", "listed", 900);
    (void)state;
    check(&before, &after, "");
    idt_arena_release(&arena);
}

static void one_gone_and_one_come_is_a_change(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_party before = party_with(&arena, "TESTOV, Anton", NULL, "old text", 7);
    idt_party after = party_with(&arena, "TESTOW, Anton", NULL, "new text", 7);
    (void)state;
    check(&before, &after,
          "Iname: TESTOV, Anton, primary > TESTOW, Anton, primary\n"
          "Lnote: old text > new text");
    idt_arena_release(&arena);
}

static void what_came_and_what_went_is_told_apart(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_party before = party_with(&arena, "TESTOV, Anton", NULL, "text", 7);
    idt_party after = party_with(&arena, "TESTOV, Anton", "Anton Muster", NULL, 7);
    (void)state;
    check(&before, &after, "Iname:  > Anton Muster, a.k.a.\nLnote: text > ");
    check(NULL, &before, "Iname:  > TESTOV, Anton, primary\nItype:  > person\nLnote:  > text");
    idt_arena_release(&arena);
}

static void twice_the_same_statement_is_two(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_party before = party_with(&arena, "TESTOV, Anton", "Anton Muster", NULL, 7);
    idt_party after = party_with(&arena, "TESTOV, Anton", "Anton Muster", NULL, 7);
    (void)state;
    idt_party_add_name(&after, &arena,
                       (idt_name){ .text = IDT_SPAN_LIT("Anton Muster"), .kind = IDT_NAME_AKA });
    check(&before, &after, "Iname:  > Anton Muster, a.k.a.");
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_moved_change_nothing),
        cmocka_unit_test(one_gone_and_one_come_is_a_change),
        cmocka_unit_test(what_came_and_what_went_is_told_apart),
        cmocka_unit_test(twice_the_same_statement_is_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
