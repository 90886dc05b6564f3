/* cmd_profile.c - interdict profile: the numbers in use, and whether a file of them is sound. */
#include <stdio.h>

#include "cli/profile_options.h"
#include "cli/text_options.h"
#include "service/profile_file.h"

static const idt_option OPTIONS[] = {
    { "check", 0, "FILE", "say whether FILE is a profile, and its hash" },
    IDT_PROFILE_OPTION,
    { NULL, 0, NULL, NULL },
};

static int check(const char *path)
{
    idt_profile profile;
    char hash[17];
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;
    idt_status status = idt_profile_from_file(&profile, path, &err);
    if (status)
        return idt_report(status, &err);
    idt_profile_hash(hash, &profile);
    idt_buf_format(&out, "%s: profile %s, hash %s\n", path, idt_profile_name(&profile), hash);
    return idt_finish(&out, IDT_EXIT_NOTHING);
}

static int run(const idt_arguments *arguments)
{
    const char *path = idt_arguments_value(arguments, "check");
    idt_profile profile;
    idt_buf out = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;

    if (arguments->word_count)
        return idt_usage_error("profile", "profile takes no words, but --profile or --check FILE");
    if (path)
        return check(path);
    idt_status status = idt_profile_from_arguments(&profile, arguments, &err);
    if (status)
        return idt_report(status, &err);
    idt_profile_write(&out, &profile);
    return idt_finish(&out, IDT_EXIT_NOTHING);
}

const idt_command idt_command_profile = {
    "profile",
    "profile [--check FILE]",
    "the numbers that names and facts are judged by",
    "Prints the profile in use as YAML with its hash; the output is a profile file itself. A file\n"
    "may state what differs alone: based_on: default, then lines of key: value.\n",
    OPTIONS,
    run
};
