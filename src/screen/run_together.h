/* run_together.h - which words of the lists were run together in this name?
 *
 * "CholKim" is the listed KIM, Chol written in its natural order without a blank, which no joined
 * neighbours of the listed name are; and a name whose letters are all spaced out in the same way
 * ("C H O L K I M") folds to one word too. A word that the index does not hold is cut into words
 * that it holds, if one listed name has them all, one behind the other, the first behind the last
 * too. Each way to cut is a further reading of the subject's name. So lists can add readings, and
 * raise scores by them, and take none away. */
#ifndef IDT_SCREEN_RUN_TOGETHER_H
#define IDT_SCREEN_RUN_TOGETHER_H

#include "base/strmap.h"
#include "index/index.h"
#include "text/fold.h"

enum {
    IDT_RUN_TOGETHER_READINGS = 4, /* of one name: there is seldom a second way */
    IDT_RUN_TOGETHER_PARTS = 16,
};

/* Words that were tried and are not run together: names share words. One a thread. */
typedef struct {
    idt_strmap words;
    idt_arena forms;
} idt_single_words;

void idt_single_words_release(idt_single_words *self);

/* Add readings of `folded`; the new ones live in `arena`. */
void idt_run_together(idt_folded *folded, idt_single_words *single, idt_arena *arena,
                      const idt_index *index);

#endif
