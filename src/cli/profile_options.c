/* profile_options.c - a name or a file to a profile. */
#include "cli/profile_options.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "service/profile_file.h"

idt_status idt_profile_from_file(idt_profile *out, const char *path, idt_err *err)
{
    idt_map map = IDT_MAP_INIT;
    idt_err cause = IDT_ERR_INIT;
    idt_status status = idt_refuse_folder(path, err);
    if (!status)
        status = idt_map_file(&map, path, err);
    if (!status && (status = idt_profile_read(out, map.bytes, &cause)) != IDT_OK)
        status = idt_fail_at(err, status, cause.line, 0, "%s: %s", path, cause.text);
    idt_map_close(&map);
    return status;
}

static const char *profile_value(const idt_arguments *arguments)
{
    for (size_t i = 0; arguments->options[i].name; i++)
        if (strcmp(arguments->options[i].name, "profile") == 0)
            return arguments->values[i];
    return NULL;
}

idt_status idt_profile_from_arguments(idt_profile *out, const idt_arguments *arguments,
                                      idt_err *err)
{
    const char *value = profile_value(arguments);
    const idt_profile *built_in =
        value ? idt_profile_named(idt_span_of(value)) : idt_profile_default();
    if (built_in) {
        *out = *built_in;
        return IDT_OK;
    }
    /* A word without a point or a slash was meant as a name. */
    if (access(value, F_OK) != 0 && !strpbrk(value, "./"))
        return idt_fail(err, IDT_E_USAGE,
                        "--profile takes default, ofac or a YAML file, not \"%s\"", value);
    return idt_profile_from_file(out, value, err);
}
