/* edit_terms.c - manipulations that need to know a term: legal forms, nicknames, numbers,
 * abbreviations. The tables are this module's own and share nothing with the matcher's. */
#include <string.h>

#include "validate/validate_internal.h"

/* How many words of the name from `at` on are the words of `term`; 0: they are not. */
static size_t term_at(const idt_edit *self, size_t at, const char *term)
{
    size_t words = 0;
    idt_span rest = idt_span_of(term), part;
    while (idt_span_split(&part, &rest, " ")) {
        if (at + words >= self->word_count ||
            !idt_edit_word_is(self, at + words, idt_arena_copy(self->arena, part).ptr))
            return 0;
        words++;
    }
    return words;
}

/* Write the name with its words [from, from + count) replaced by `term` (NULL: left out). */
static void replace_words(idt_edit *self, size_t from, size_t count, const char *term)
{
    self->out.count = 0;
    for (size_t i = 0; i < from; i++) {
        idt_edit_blank(self);
        idt_edit_add_word(self, i);
        if (i + 1 == from && self->words[i].comma && !term && from + count == self->word_count)
            self->out.count--;
    }
    if (term)
        idt_edit_add_new(self, term);
    idt_edit_add_words(self, from + count, self->word_count);
}

/* --- legal forms --- */

/* Forms that one company may be written with, by family; a form becomes another one of its row. */
static const char *const FORMS[][8] = {
    { "Limited", "Ltd", "Ltd.", "LTD", "Limited Company", "LLC", NULL },
    { "Co Ltd", "Company Limited", "Co., Ltd.", "Limited", "Ltd", NULL },
    { "Company Limited", "Co. Ltd.", "Limited", "Ltd", NULL },
    { "LLC", "L.L.C.", "Limited Liability Company", "Ltd", "Limited", NULL },
    { "Limited Liability Company", "LLC", "OOO", "L.L.C.", NULL },
    { "OOO", "LLC", "Limited Liability Company", "Obshchestvo s ogranichennoy otvetstvennostyu",
      NULL },
    { "Joint Stock Company", "JSC", "AO", "J.S.C.", NULL },
    { "JSC", "Joint Stock Company", "AO", "OJSC", NULL },
    { "OAO", "OJSC", "Open Joint Stock Company", "JSC", NULL },
    { "ZAO", "CJSC", "Closed Joint Stock Company", "JSC", NULL },
    { "PAO", "PJSC", "Public Joint Stock Company", NULL },
    { "PJSC", "PAO", "Public Joint Stock Company", NULL },
    { "AO", "JSC", "Joint Stock Company", NULL },
    { "Inc", "Incorporated", "Inc.", "Corp.", "Corporation", NULL },
    { "Incorporated", "Inc", "Inc.", NULL },
    { "Corporation", "Corp", "Corp.", "Inc.", NULL },
    { "Corp", "Corporation", "Inc", NULL },
    { "S.A.", "SA", "Sociedad Anonima", "S.A", NULL },
    { "SA de CV", "S.A. de C.V.", "Sociedad Anonima de Capital Variable", "S.A.", NULL },
    { "S de RL de CV", "S. de R.L. de C.V.", "Sociedad de Responsabilidad Limitada", NULL },
    { "Ltda", "Limitada", "Ltda.", "SRL", NULL },
    { "E.U.", "Empresa Unipersonal", NULL },
    { "S.A.S.", "SAS", "Sociedad por Acciones Simplificada", NULL },
    { "GmbH", "G.m.b.H.", "Gesellschaft mit beschrankter Haftung", NULL },
    { "AG", "Aktiengesellschaft", "A.G.", NULL },
    { "SARL", "S.A.R.L.", "Societe a responsabilite limitee", NULL },
    { "S.A.L.", "SAL", "Offshore SAL", NULL },
    { "S.R.L.", "SRL", "Societa a responsabilita limitata", NULL },
    { "S.P.A.", "SpA", "Societa per azioni", NULL },
    { "BV", "B.V.", "Besloten Vennootschap", NULL },
    { "NV", "N.V.", "Naamloze Vennootschap", NULL },
    { "FZE", "F.Z.E.", "Free Zone Establishment", "FZCO", NULL },
    { "FZCO", "FZ-LLC", "FZE", NULL },
    { "PLC", "Public Limited Company", "P.L.C.", NULL },
    { "Pte Ltd", "Pte. Ltd.", "Private Limited", NULL },
    { "Pvt Ltd", "Private Limited", "(Pvt) Ltd.", NULL },
    { "Sdn Bhd", "Sendirian Berhad", "SDN. BHD.", NULL },
    { "Anonim Sirketi", "A.S.", "AS", NULL },
    { "Limited Sirketi", "Ltd. Sti.", "Ltd Sti", NULL },
    { "Sp z oo", "Sp. z o.o.", "Spolka z ograniczona odpowiedzialnoscia", NULL },
    { "SRO", "S.R.O.", "spol. s r.o.", NULL },
};
enum { FORM_ROWS = sizeof FORMS / sizeof FORMS[0] };

/* The longest form of the table at the beginning or end of the name. */
static bool find_form(const idt_edit *self, size_t *row, size_t *from, size_t *words)
{
    *words = 0;
    for (size_t r = 0; r < FORM_ROWS; r++) {
        size_t span = 1;
        for (const char *c = FORMS[r][0]; *c; c++)
            span += *c == ' ';
        size_t ends[] = { 0, self->word_count >= span ? self->word_count - span : 0 };
        for (size_t e = 0; e < 2; e++) {
            size_t met = self->word_count > span ? term_at(self, ends[e], FORMS[r][0]) : 0;
            if (met > *words) {
                *words = met;
                *from = ends[e];
                *row = r;
            }
        }
    }
    return *words > 0;
}

bool idt_make_legal_form(idt_edit *self, int variant)
{
    size_t row = 0, from = 0, words, forms = 0;
    if (!find_form(self, &row, &from, &words))
        return false;
    while (FORMS[row][forms])
        forms++;
    const char *form = FORMS[row][1 + idt_chance_below(&self->chance, (uint32_t)forms - 1)];
    replace_words(self, from, words, variant == IDT_FORM_DROPPED ? NULL : form);
    return self->out.count > 0;
}

/* --- nicknames --- */

/* Forename, then what the same person may be called. */
static const char *const NICKNAMES[][4] = {
    { "Aleksandr", "Sasha", "Alex", "Sanya" },
    { "Alexander", "Alex", "Sasha", "Sandy" },
    { "Aleksey", "Alyosha", "Lyosha", "Alex" },
    { "Anatoly", "Tolya", "Tolik", "Tolya" },
    { "Andrey", "Andryusha", "Andy", "Andrew" },
    { "Anthony", "Tony", "Ant", "Tony" },
    { "Antonio", "Tony", "Toni", "Tonio" },
    { "Boris", "Borya", "Borya", "Borya" },
    { "Charles", "Charlie", "Chuck", "Charly" },
    { "Daniel", "Dan", "Danny", "Danila" },
    { "David", "Dave", "Davy", "Dave" },
    { "Dmitry", "Dima", "Mitya", "Dmitri" },
    { "Dmitriy", "Dima", "Mitya", "Dmitri" },
    { "Edward", "Ed", "Eddie", "Ted" },
    { "Eduardo", "Lalo", "Edu", "Eddie" },
    { "Ekaterina", "Katya", "Kate", "Katerina" },
    { "Elena", "Lena", "Alyona", "Helen" },
    { "Enrique", "Quique", "Kike", "Henry" },
    { "Evgeny", "Zhenya", "Eugene", "Zhenya" },
    { "Francisco", "Paco", "Pancho", "Frank" },
    { "Frederick", "Fred", "Freddy", "Fritz" },
    { "Gennady", "Gena", "Genka", "Gena" },
    { "Georgy", "Gosha", "George", "Zhora" },
    { "Grigory", "Grisha", "Greg", "Gregory" },
    { "Guadalupe", "Lupe", "Lupita", "Lupe" },
    { "Henry", "Harry", "Hank", "Hal" },
    { "Ignacio", "Nacho", "Iggy", "Nacho" },
    { "Ivan", "Vanya", "John", "Vanya" },
    { "James", "Jim", "Jimmy", "Jamie" },
    { "Jesus", "Chuy", "Chucho", "Chus" },
    { "John", "Johnny", "Jack", "Jon" },
    { "Jorge", "George", "Coque", "Jorgito" },
    { "Jose", "Pepe", "Chepe", "Joe" },
    { "Joseph", "Joe", "Joey", "Joe" },
    { "Juan", "John", "Juanito", "Juancho" },
    { "Konstantin", "Kostya", "Kostya", "Costa" },
    { "Leonid", "Lyonya", "Leo", "Lenya" },
    { "Luis", "Lucho", "Louis", "Luisito" },
    { "Manuel", "Manolo", "Manny", "Manolito" },
    { "Margaret", "Maggie", "Peggy", "Meg" },
    { "Maria", "Masha", "Mary", "Marusya" },
    { "Mikhail", "Misha", "Michael", "Mike" },
    { "Michael", "Mike", "Mick", "Misha" },
    { "Muhammad", "Hamada", "Mo", "Hamoudi" },
    { "Mohammad", "Hamada", "Mo", "Hamoudi" },
    { "Natalia", "Natasha", "Nata", "Natalie" },
    { "Natalya", "Natasha", "Nata", "Natalie" },
    { "Nicholas", "Nick", "Nicky", "Nico" },
    { "Nikolay", "Kolya", "Nick", "Nicholas" },
    { "Oleg", "Olezhka", "Olezhka", "Olezhka" },
    { "Olga", "Olya", "Olya", "Olya" },
    { "Patrick", "Pat", "Paddy", "Rick" },
    { "Pavel", "Pasha", "Paul", "Pasha" },
    { "Pedro", "Perico", "Peter", "Pedrito" },
    { "Peter", "Pete", "Petya", "Pete" },
    { "Petr", "Petya", "Peter", "Petya" },
    { "Rafael", "Rafa", "Ralph", "Rafita" },
    { "Ramon", "Moncho", "Ray", "Mon" },
    { "Richard", "Dick", "Rick", "Richie" },
    { "Robert", "Bob", "Rob", "Bobby" },
    { "Roberto", "Beto", "Bob", "Rob" },
    { "Roman", "Roma", "Romka", "Roma" },
    { "Samuel", "Sam", "Sammy", "Sam" },
    { "Sergey", "Seryozha", "Serge", "Serg" },
    { "Sergei", "Seryozha", "Serge", "Serg" },
    { "Stephen", "Steve", "Stevie", "Steve" },
    { "Svetlana", "Sveta", "Lana", "Sveta" },
    { "Tatiana", "Tanya", "Tania", "Tanya" },
    { "Tatyana", "Tanya", "Tania", "Tanya" },
    { "Thomas", "Tom", "Tommy", "Tomas" },
    { "Vasily", "Vasya", "Basil", "Vasya" },
    { "Victor", "Vic", "Vitya", "Vic" },
    { "Viktor", "Vitya", "Vic", "Victor" },
    { "Vladimir", "Vova", "Volodya", "Vlad" },
    { "Vyacheslav", "Slava", "Slava", "Slavik" },
    { "William", "Bill", "Will", "Billy" },
    { "Yekaterina", "Katya", "Kate", "Catherine" },
    { "Yelena", "Lena", "Alyona", "Helen" },
    { "Yevgeniy", "Zhenya", "Eugene", "Zhenya" },
    { "Yuriy", "Yura", "George", "Yura" },
    { "Yury", "Yura", "George", "Yura" },
    { "Guillermo", "Memo", "William", "Billy" },
    { "Alejandro", "Alex", "Jano", "Ale" },
    { "Fernando", "Nando", "Fer", "Fernan" },
};

bool idt_make_nickname(idt_edit *self, int variant)
{
    size_t from = self->comma_word;
    (void)variant;
    for (size_t i = from; i < self->word_count && self->word_count > 1; i++)
        for (size_t r = 0; r < sizeof NICKNAMES / sizeof NICKNAMES[0]; r++)
            if (idt_edit_word_is(self, i, NICKNAMES[r][0])) {
                replace_words(self, i, 1, NICKNAMES[r][1 + idt_chance_below(&self->chance, 3)]);
                return true;
            }
    return false;
}

/* --- numbers --- */

static const char *const NUMBERS[][3] = {
    { "1", "One", "I" },          { "2", "Two", "II" },          { "3", "Three", "III" },
    { "4", "Four", "IV" },        { "5", "Five", "V" },          { "6", "Six", "VI" },
    { "7", "Seven", "VII" },      { "8", "Eight", "VIII" },      { "9", "Nine", "IX" },
    { "10", "Ten", "X" },         { "11", "Eleven", "XI" },      { "12", "Twelve", "XII" },
    { "13", "Thirteen", "XIII" }, { "14", "Fourteen", "XIV" },   { "15", "Fifteen", "XV" },
    { "16", "Sixteen", "XVI" },   { "17", "Seventeen", "XVII" }, { "18", "Eighteen", "XVIII" },
    { "19", "Nineteen", "XIX" },  { "20", "Twenty", "XX" },      { "30", "Thirty", "XXX" },
};

bool idt_make_number(idt_edit *self, int variant)
{
    (void)variant;
    for (size_t i = self->word_count; i-- > 1;) /* a number begins few names */
        for (size_t r = 0; r < sizeof NUMBERS / sizeof NUMBERS[0]; r++)
            for (size_t form = 0; form < 3; form++) {
                /* A single Roman letter is an initial as often as a number. */
                if (!idt_edit_word_is(self, i, NUMBERS[r][form]) ||
                    (form == 2 && strlen(NUMBERS[r][2]) < 2))
                    continue;
                size_t other = (form + 1 + idt_chance_below(&self->chance, 2)) % 3;
                replace_words(self, i, 1, NUMBERS[r][other]);
                return true;
            }
    return false;
}

/* --- abbreviations --- */

static const char *const ABBREVIATIONS[][2] = {
    { "Company", "Co" },          { "Corporation", "Corp" }, { "International", "Intl" },
    { "Development", "Dev" },     { "Group", "Grp" },        { "Trading", "Trdg" },
    { "Industries", "Ind" },      { "Industrial", "Ind" },   { "Industry", "Ind" },
    { "Engineering", "Eng" },     { "Technology", "Tech" },  { "Technologies", "Tech" },
    { "Services", "Svcs" },       { "Service", "Svc" },      { "Management", "Mgmt" },
    { "Manufacturing", "Mfg" },   { "Enterprises", "Ent" },  { "Enterprise", "Ent" },
    { "Investment", "Inv" },      { "Investments", "Inv" },  { "General", "Gen" },
    { "Foundation", "Fdn" },      { "University", "Univ" },  { "Institute", "Inst" },
    { "Organization", "Org" },    { "Transport", "Transp" }, { "Shipping", "Shpg" },
    { "Construction", "Constr" }, { "Commercial", "Coml" },  { "Electronics", "Elec" },
    { "National", "Natl" },       { "Government", "Govt" },  { "Department", "Dept" },
    { "Association", "Assn" },    { "Brothers", "Bros" },    { "Center", "Ctr" },
    { "Laboratory", "Lab" },      { "Factory", "Fty" },      { "Holding", "Hldg" },
    { "Holdings", "Hldgs" },      { "Import", "Imp" },       { "Export", "Exp" },
    { "Petroleum", "Petr" },      { "Limited", "Ltd" },      { "Incorporated", "Inc" },
    { "Chemical", "Chem" },       { "Division", "Div" },     { "Marketing", "Mktg" },
    { "Federation", "Fed" },      { "Committee", "Cttee" },  { "Agency", "Agcy" },
};

bool idt_make_abbreviation(idt_edit *self, int variant)
{
    size_t start =
        self->word_count ? idt_chance_below(&self->chance, (uint32_t)self->word_count) : 0;
    (void)variant;
    for (size_t k = 0; k < self->word_count && self->word_count > 1; k++)
        for (size_t r = 0; r < sizeof ABBREVIATIONS / sizeof ABBREVIATIONS[0]; r++)
            for (size_t side = 0; side < 2; side++) {
                size_t i = (start + k) % self->word_count;
                if (!idt_edit_word_is(self, i, ABBREVIATIONS[r][side]))
                    continue;
                replace_words(self, i, 1, ABBREVIATIONS[r][1 - side]);
                return true;
            }
    return false;
}
