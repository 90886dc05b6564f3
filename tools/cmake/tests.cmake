# Tests are found by their place:
#   tests/unit/<module>/<x>_test.c   cmocka, linked with that module and those below it
#   tests/property/<x>_test.c, tests/corruption/<x>_test.c   cmocka, linked with all modules
#   tests/fuzz/<x>_fuzz.c            replayed over tests/fuzz/corpus/<x>; libFuzzer in the fuzz build
#   tests/structure/<x>_test.py, tests/golden/<x>.sh|.py     run from the root of the tree
#   tools/check_<x>.py                                       the same: the checks of data/
#   bench/<x>_bench.c                                        programs for `make bench`, not tests
# A name ending in _long (x_long_test.c, x_long.py) is labelled `long`, for `make check-long` only.
# Exit status 77 is a skip. A folder tests/support/*.c is linked with every C test.

function(interdict_fuzz_name result source)
    get_filename_component(base "${source}" NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" base "${base}")
    set(${result} "${base}" PARENT_SCOPE)
endfunction()

file(GLOB fuzz_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.c")
foreach(source IN LISTS fuzz_sources)
    interdict_fuzz_name(name "${source}")
    add_executable(fuzz_${name} "${source}")
    target_include_directories(fuzz_${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    target_link_libraries(fuzz_${name} PRIVATE interdict_options ${INTERDICT_MODULES})
    target_compile_options(fuzz_${name} PRIVATE -Wno-missing-prototypes)
    set_target_properties(fuzz_${name} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz" OUTPUT_NAME ${name})
    if(INTERDICT_FUZZ)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    else()
        target_sources(fuzz_${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests/fuzz/replay_main.c")
    endif()
endforeach()

if(INTERDICT_FUZZ OR NOT BUILD_TESTING)
    return()
endif()
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)

set(INTERDICT_SHARED "$ENV{INTERDICT_SHARED}")
if(NOT INTERDICT_SHARED)
    set(INTERDICT_SHARED "${CMAKE_SOURCE_DIR}/../shared")
endif()
# INTERDICT_DATA holds the demonstration index, made once by the fixture below.
set(test_environment
    "INTERDICT=$<TARGET_FILE:interdict>"
    "INTERDICT_SHARED=${INTERDICT_SHARED}"
    "INTERDICT_DATA=${CMAKE_BINARY_DIR}/demo-data"
    "INTERDICT_BUILD=${CMAKE_BINARY_DIR}"
    "INTERDICT_CC=${CMAKE_C_COMPILER}"
    "INTERDICT_WARNINGS=${INTERDICT_WARNINGS}"
    "LC_ALL=C.UTF-8"
    "ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1"
    "UBSAN_OPTIONS=print_stacktrace=1"
    "TSAN_OPTIONS=halt_on_error=1")
string(REPLACE ";-W" " -W" test_environment "${test_environment}")

function(interdict_test_properties test label source)
    set(labels ${label})
    set(timeout 600)
    if(source MATCHES "_long(_test)?\\.[a-z]+$")
        list(APPEND labels long)
        set(timeout 3600)
    endif()
    set_tests_properties(${test} PROPERTIES
        LABELS "${labels}" TIMEOUT ${timeout} SKIP_RETURN_CODE 77
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" ENVIRONMENT "${test_environment}")
endfunction()

file(GLOB support_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/support/*.c")
if(support_sources)
    add_library(interdict_test_support STATIC ${support_sources})
    target_include_directories(interdict_test_support PUBLIC "${CMAKE_SOURCE_DIR}/tests")
    target_link_libraries(interdict_test_support PUBLIC ${INTERDICT_MODULES} PkgConfig::CMOCKA)
endif()

# interdict_c_test(unit/text/fold <source> <label> <modules...>)
function(interdict_c_test test source label)
    string(REPLACE "/" "_" target "${test}")
    add_executable(${target}_test "${source}")
    target_include_directories(${target}_test PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    if(TARGET interdict_test_support)
        target_link_libraries(${target}_test PRIVATE interdict_test_support)
    endif()
    interdict_use_tables(${target}_test "${source}")
    target_link_libraries(${target}_test PRIVATE interdict_options ${ARGN} PkgConfig::CMOCKA)
    set_target_properties(${target}_test PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${test} COMMAND ${target}_test)
    interdict_test_properties(${test} ${label} "${source}")
endfunction()

file(GLOB_RECURSE unit_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/unit/*_test.c")
foreach(source IN LISTS unit_sources)
    file(RELATIVE_PATH test "${CMAKE_SOURCE_DIR}/tests" "${source}")
    string(REGEX REPLACE "_test\\.c$" "" test "${test}")
    string(REGEX REPLACE "^unit/([a-z]+)/.*" "interdict_\\1" module "${test}")
    if(TARGET ${module})
        interdict_c_test(${test} "${source}" unit ${module})
    else()
        message(WARNING "tests/${test}_test.c waits for its module in src/")
    endif()
endforeach()

foreach(kind property corruption)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${kind}/*_test.c")
    foreach(source IN LISTS sources)
        get_filename_component(name "${source}" NAME_WE)
        string(REGEX REPLACE "_test$" "" name "${name}")
        interdict_c_test(${kind}/${name} "${source}" ${kind} ${INTERDICT_MODULES})
        set_tests_properties(${kind}/${name} PROPERTIES FIXTURES_REQUIRED demo)
    endforeach()
endforeach()

foreach(source IN LISTS fuzz_sources)
    interdict_fuzz_name(name "${source}")
    add_test(NAME fuzz/${name} COMMAND fuzz_${name} "tests/fuzz/corpus/${name}")
    interdict_test_properties(fuzz/${name} fuzz "${source}")
endforeach()

add_test(NAME demo/index COMMAND bash tests/support/demo_index.sh)
interdict_test_properties(demo/index demo demo_index.sh)
set_tests_properties(demo/index PROPERTIES FIXTURES_SETUP demo)

foreach(kind structure golden)
    file(GLOB scripts CONFIGURE_DEPENDS
        "${CMAKE_SOURCE_DIR}/tests/${kind}/*.sh" "${CMAKE_SOURCE_DIR}/tests/${kind}/*.py")
    if(kind STREQUAL "structure") # other .py files there are what the tests share
        list(FILTER scripts INCLUDE REGEX "_test(_long)?\\.(py|sh)$")
    endif()
    foreach(script IN LISTS scripts)
        get_filename_component(name "${script}" NAME_WE)
        string(REGEX REPLACE "_test$" "" name "${name}")
        if(script MATCHES "\\.py$")
            add_test(NAME ${kind}/${name} COMMAND ${INTERDICT_PYTHON} -B "${script}")
        else()
            add_test(NAME ${kind}/${name} COMMAND bash "${script}")
        endif()
        interdict_test_properties(${kind}/${name} ${kind} "${script}")
    endforeach()
    foreach(script IN LISTS scripts)
        get_filename_component(name "${script}" NAME_WE)
        string(REGEX REPLACE "_test$" "" name "${name}")
        if(kind STREQUAL "golden" OR name STREQUAL "docs")
            set_tests_properties(${kind}/${name} PROPERTIES FIXTURES_REQUIRED demo)
        endif()
    endforeach()
endforeach()

file(GLOB checkers CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tools/check_*.py")
foreach(script IN LISTS checkers)
    get_filename_component(name "${script}" NAME_WE)
    string(REGEX REPLACE "^check_" "" name "${name}")
    add_test(NAME data/${name} COMMAND ${INTERDICT_PYTHON} -B "${script}")
    interdict_test_properties(data/${name} structure "${script}")
endforeach()

add_custom_target(bench_programs)
file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*_bench.c")
foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} EXCLUDE_FROM_ALL "${source}")
    target_link_libraries(${name} PRIVATE interdict_options ${INTERDICT_MODULES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
    add_dependencies(bench_programs ${name})
endforeach()
