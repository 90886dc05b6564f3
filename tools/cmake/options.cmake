# What every target is compiled and linked with.
include(CheckPIESupported)
check_pie_supported(LANGUAGES C)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(DEPENDENCIES REQUIRED IMPORTED_TARGET
    icu-uc icu-i18n expat jansson yaml-0.1 libxxhash libcrypto libarchive libcurl)

add_library(interdict_options INTERFACE)
target_include_directories(interdict_options INTERFACE
    "${CMAKE_SOURCE_DIR}/src" "${CMAKE_BINARY_DIR}/generated")
target_compile_definitions(interdict_options INTERFACE
    _GNU_SOURCE "IDT_VERSION=\"${PROJECT_VERSION}\"")
target_link_libraries(interdict_options INTERFACE PkgConfig::DEPENDENCIES Threads::Threads m)

# tests/structure reads the same list, so a header is checked with what the build uses.
set(INTERDICT_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla
    -Wstrict-prototypes -Wmissing-prototypes)
if(INTERDICT_WERROR)
    list(APPEND INTERDICT_WARNINGS -Werror)
endif()
target_compile_options(interdict_options INTERFACE ${INTERDICT_WARNINGS})

if(INTERDICT_SANITIZE)
    target_compile_options(interdict_options INTERFACE
        -fsanitize=${INTERDICT_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(interdict_options INTERFACE -fsanitize=${INTERDICT_SANITIZE})
    if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
        # gcc warns about its own instrumentation under sanitizers; the plain build still checks.
        target_compile_options(interdict_options INTERFACE -Wno-maybe-uninitialized)
    endif()
else()
    target_compile_options(interdict_options INTERFACE -fstack-protector-strong
        "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
    target_compile_definitions(interdict_options INTERFACE _FORTIFY_SOURCE=2)
    target_link_options(interdict_options INTERFACE -Wl,--as-needed,-z,relro,-z,now)
endif()
if(INTERDICT_FUZZ)
    target_compile_options(interdict_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
# A binary runs on every machine of its kind: the baseline, never the builder's own processor.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
    target_compile_options(interdict_options INTERFACE -march=x86-64)
endif()
