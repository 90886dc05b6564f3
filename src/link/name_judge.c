/* name_judge.c - the best pair of names of two entries, by the matcher's own comparison. */
#include "base/alloc.h"
#include "link/link_internal.h"
#include "match/compare.h"

enum { NAMES_MAX = 24 }; /* of each entry; what is listed later is spelling upon spelling */

struct idt_name_judge {
    idt_folder *folder;
    idt_arena scratch;
};

idt_name_judge *idt_name_judge_new(void)
{
    idt_name_judge *self = idt_alloc_zeroed(sizeof *self);
    self->folder = idt_folder_new();
    return self;
}

void idt_name_judge_free(idt_name_judge *self)
{
    if (!self)
        return;
    idt_folder_free(self->folder);
    idt_arena_release(&self->scratch);
    idt_free(self);
}

/* One bit a word, by its letters without case; the same word always sets the same bit. Names that
 * are alike share a word: what else would make two entries' many names worth comparing? Words of
 * company names count only where there are no others. */
static uint64_t words_of(idt_span text)
{
    const uint8_t says_little = IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART | IDT_WORD_GENERIC;
    uint64_t telling = 0, others = 0;
    char word[64];
    size_t length = 0;
    for (size_t i = 0; i <= text.len; i++) {
        unsigned char c = i < text.len ? (unsigned char)text.ptr[i] : ' ';
        if (c >= 0x80 || idt_is_alpha((char)c) || idt_is_digit((char)c)) {
            if (length < sizeof word)
                word[length++] = idt_to_lower((char)c);
            continue;
        }
        idt_span found = { word, length };
        if (length > 1 && idt_word_find(found).flags & says_little)
            others |= 1ull << (idt_hash64(found) & 63);
        else if (length > 1)
            telling |= 1ull << (idt_hash64(found) & 63);
        length = 0;
    }
    return telling ? telling : others;
}

static size_t words_of_names(uint64_t words[NAMES_MAX], const idt_party *party)
{
    size_t count = party->name_count < NAMES_MAX ? party->name_count : NAMES_MAX;
    for (size_t i = 0; i < count; i++)
        words[i] = party->names[i].quality == IDT_QUALITY_WEAK ? 0 : words_of(party->names[i].text);
    return count;
}

static bool share_words(uint64_t left, uint64_t right, int share)
{
    int a = __builtin_popcountll(left), b = __builtin_popcountll(right);
    int shared = __builtin_popcountll(left & right);
    return shared && shared * 10 >= (a < b ? a : b) * share;
}

idt_name_verdict idt_name_judge_compare(idt_name_judge *self, const idt_party *left,
                                        const idt_party *right, int share, uint32_t enough)
{
    idt_name_verdict best = { 0, 0, IDT_SPAN_EMPTY };
    uint64_t left_words[NAMES_MAX], right_words[NAMES_MAX];
    size_t left_count = words_of_names(left_words, left);
    size_t right_count = words_of_names(right_words, right);
    for (size_t i = 0; i < left_count && best.score < enough; i++)
        for (size_t j = 0; j < right_count && best.score < enough; j++) {
            idt_explanation found;
            idt_name_pair pair = { left->names[i].text, &right->names[j], right->type, NULL, NULL };
            if (!share_words(left_words[i], right_words[j], share))
                continue;
            idt_compare_names(&found, self->folder, &self->scratch, &pair, idt_profile_default());
            if (found.score > best.score ||
                (found.score == best.score && found.matched_bits > best.bits))
                best = (idt_name_verdict){ found.score, found.matched_bits, left->names[i].text };
            idt_arena_reset(&self->scratch);
        }
    return best;
}
