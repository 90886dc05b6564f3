/* profile_fields.h - which numbers make a profile?
 *
 * The one place where a field is declared: its key, its unit, the least and the most it may be, and
 * what it does. The structure, the hash, the reading and writing of profiles and the check of
 * data/profiles follow from it. To add a field, add a line here and its value in
 * data/profiles/default.yml.
 *
 *     FIELD(key, unit, least, most, meaning)
 *
 * What agreeing facts add stays below IDT_THRESHOLD_INDEXED_MIN together, or names that the index
 * never sees would be hits.
 *
 * Units: THOUSANDTHS are written 0.300 and kept as 300; BITS are whole numbers. */
#ifndef IDT_MATCH_PROFILE_FIELDS_H
#define IDT_MATCH_PROFILE_FIELDS_H

/* clang-format off */
#define IDT_PROFILE_FIELDS(FIELD) \
    FIELD(contradiction, THOUSANDTHS, 0, 1000, "words left over on both sides, of the smaller share") \
    FIELD(contradiction_words, THOUSANDTHS, 0, 1000, "points more, where both sides have an identifying word left over") \
    FIELD(omission_query, THOUSANDTHS, 0, 1000, "words only the subject has, of their share up to half of its name") \
    FIELD(omission_query_far, THOUSANDTHS, 0, 1000, "the same beyond half") \
    FIELD(noise, THOUSANDTHS, 0, 1000, "share of its weight that an ordinary word only the subject has keeps (payment, invoice)") \
    FIELD(contained_bits, BITS, 0, 1000, "a listed name that stands whole in the subject and tells so much is not hidden by words around it") \
    FIELD(contained_omission, THOUSANDTHS, 0, 1000, "the most that the words around such a name cost, points") \
    FIELD(omission_listed, THOUSANDTHS, 0, 1000, "words only the listed person's name has, of their share up to half of it") \
    FIELD(omission_listed_far, THOUSANDTHS, 0, 1000, "the same beyond half") \
    FIELD(omission_listed_organization, THOUSANDTHS, 0, 1000, "words only another listed name has, of their share up to half of it") \
    FIELD(omission_listed_organization_far, THOUSANDTHS, 0, 1000, "the same beyond half") \
    FIELD(telling_bits, BITS, 1, 1000, "information of the words that met which is enough: below it the names may have met by chance") \
    FIELD(telling_bits_least, BITS, 0, 1000, "information at which the two numbers below count in full") \
    FIELD(omission_query_untelling, THOUSANDTHS, 0, 500, "added to what words only the subject has cost") \
    FIELD(omission_untelling, THOUSANDTHS, 0, 1000, "added to what words only the listed name has cost") \
    FIELD(spelling_untelling, THOUSANDTHS, 0, 3000, "added to what slips cost, of their cost") \
    FIELD(known_word_slip, THOUSANDTHS, 0, 1000, "likeness a misspelt word lacks more where it is a common name itself (Martina is no slip of Martin)") \
    FIELD(telling_word_bits, BITS, 0, 1000, "a word that tells so much, met exactly, lets a mangled one be met beside it") \
    FIELD(romanised, THOUSANDTHS, 0, 1000, "likeness a word read from another alphabet lacks") \
    FIELD(romanised_syllable, THOUSANDTHS, 0, 1000, "likeness a word read from Chinese or Korean writing lacks") \
    FIELD(number_differs, THOUSANDTHS, 0, 1000, "a number only one name of an organisation, vessel or aircraft has, points") \
    FIELD(part_of_name_cap, THOUSANDTHS, 0, 1000, "the most a name scores of which one identifying word of several met") \
    FIELD(weak_alias_cap, THOUSANDTHS, 0, 1000, "the most a weak alias scores that is not distinctive") \
    FIELD(birth_day_agrees, THOUSANDTHS, 0, 250, "birth dates equal by day, points added") \
    FIELD(birth_year_agrees, THOUSANDTHS, 0, 250, "birth dates equal by year, points added") \
    FIELD(birth_near, THOUSANDTHS, 0, 1000, "birth dates near each other, points taken") \
    FIELD(birth_day_differs, THOUSANDTHS, 0, 1000, "birth dates that share the year alone, points taken") \
    FIELD(birth_year_differs, THOUSANDTHS, 0, 1000, "birth dates of different years, points taken") \
    FIELD(country_agrees, THOUSANDTHS, 0, 250, "a country in common, points added") \
    FIELD(country_differs, THOUSANDTHS, 0, 1000, "countries stated and none in common, points taken") \
    FIELD(gender_differs, THOUSANDTHS, 0, 1000, "another gender, points taken") \
    FIELD(kind_person_organization, THOUSANDTHS, 0, 1000, "a person for an organisation or the reverse, points taken") \
    FIELD(kind_other, THOUSANDTHS, 0, 1000, "any other difference of kind, points taken") \
    FIELD(identifier_floor, THOUSANDTHS, 0, 1000, "the least an equal strong identifier scores") \
    FIELD(strength_bits, BITS, 1, 1000, "information that counts as full strength")
/* clang-format on */

#endif
