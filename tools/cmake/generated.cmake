# Tables made from data/ at build time: tools/<generator> writes an .inc to standard output.
if(EXISTS /usr/bin/python3)
    set(INTERDICT_PYTHON /usr/bin/python3)
else()
    find_program(INTERDICT_PYTHON python3 REQUIRED)
endif()

# interdict_generate(words data/names/*.txt words.inc): <build>/generated/words.inc from
# tools/generate_words.py. A generator that is not in the tree is passed over. More arguments are
# files of the tree that the generator reads besides.
function(interdict_generate name pattern table)
    file(GLOB generator CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tools/generate_${name}.py")
    file(GLOB inputs CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${pattern}")
    set(besides ${ARGN})
    list(TRANSFORM besides PREPEND "${CMAKE_SOURCE_DIR}/")
    # Generators read the tables through the script which checks them.
    file(GLOB checkers CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tools/check_*.py")
    if(NOT generator)
        return()
    endif()
    set(output "${CMAKE_BINARY_DIR}/generated/${table}")
    add_custom_command(
        OUTPUT "${output}"
        COMMAND ${INTERDICT_PYTHON} -B "${generator}" > "${output}.tmp"
        COMMAND ${CMAKE_COMMAND} -E rename "${output}.tmp" "${output}"
        DEPENDS "${generator}" ${checkers} ${inputs} ${besides}
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
        COMMENT "Generating ${table} from ${pattern}"
        VERBATIM)
    string(REPLACE ".inc" "" table "${table}")
    add_custom_target(interdict_generated_${table} ALL DEPENDS "${output}")
endfunction()

# Let `target` wait for the tables its `sources` include, and for no other: a table at fault stops
# those who use it.
function(interdict_use_tables target sources)
    foreach(source IN LISTS sources)
        file(STRINGS "${source}" includes REGEX "^#include \"[a-z_]+\\.inc\"")
        foreach(include IN LISTS includes)
            string(REGEX REPLACE ".*\"([a-z_]+)\\.inc.*" "interdict_generated_\\1" table "${include}")
            if(TARGET ${table})
                add_dependencies(${target} ${table})
            endif()
        endforeach()
    endforeach()
endfunction()

file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated")
interdict_generate(regimes "data/regimes/*.txt" regime.inc)
interdict_generate(words "data/names/*.txt" words.inc)
interdict_generate(countries "data/places/countries.txt" countries.inc)
interdict_generate(places "data/places/*.txt" places.inc)
interdict_generate(profiles "data/profiles/*.yml" profiles.inc src/match/profile_fields.h)
interdict_generate(letters "data/names/letters.txt" letters.inc)
