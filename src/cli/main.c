/* main.c - the program: finds the command, parses its arguments, runs it. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/settings.h"

static const idt_command *const COMMANDS[] = {
    &idt_command_update,  &idt_command_build,    &idt_command_lists,   &idt_command_find,
    &idt_command_show,    &idt_command_screen,   &idt_command_explain, &idt_command_scan,
    &idt_command_compare, &idt_command_validate, &idt_command_profile, &idt_command_diff,
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof COMMANDS[0] };

static const char HELP_SUMMARY[] = "this, or all of one command";
static const char VERSION_SUMMARY[] = "what this is";

static const idt_command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(COMMANDS[i]->name, name) == 0)
            return COMMANDS[i];
    return NULL;
}

static void print_options(const idt_option *options)
{
    for (size_t i = 0; options[i].name; i++) {
        char typed[64];
        snprintf(typed, sizeof typed, "%c%c%s--%s%s%s", options[i].letter ? '-' : ' ',
                 options[i].letter ? options[i].letter : ' ', options[i].letter ? ", " : "  ",
                 options[i].name,
                 options[i].value && !idt_span_ends(idt_span_of(options[i].name), ".") ? " " : "",
                 options[i].value ? options[i].value : "");
        printf("  %-32s %s\n", typed, options[i].meaning);
    }
}

static int print_help(const char *name)
{
    const idt_command *command = name ? find_command(name) : NULL;
    if (name && strcmp(name, "help") == 0)
        return printf("  interdict %-38s %s\n", "help [COMMAND]", HELP_SUMMARY), 0;
    if (name && strcmp(name, "version") == 0)
        return printf("  interdict %-38s %s\n", "version", VERSION_SUMMARY), 0;
    if (name && !command)
        return idt_usage_error("", "there is no command %s", name);
    if (command) {
        printf("interdict %s\n\n%s.\n\n", command->synopsis, command->summary);
        print_options(command->options);
        print_options(idt_common_options);
        if (*command->details)
            printf("\n%s", command->details);
        printf(
            "\nExit codes: 0 nothing found, 1 something found, 2 usage, 3 bad input, 4 system.\n");
        return 0;
    }
    printf("interdict screens names against official sanctions lists.\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  interdict %-38s %s\n", COMMANDS[i]->synopsis, COMMANDS[i]->summary);
    printf("  interdict %-38s %s\n  interdict %-38s %s\n", "help [COMMAND]", HELP_SUMMARY,
           "version", VERSION_SUMMARY);
    printf("\nSettings: interdict.yml in the data folder, lines of `key: value` named like "
           "options.\n");
    return 0;
}

static int run_command(const idt_command *command, int argc, char **argv)
{
    idt_arguments arguments;
    idt_err err = IDT_ERR_INIT;
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return print_help(command->name);
    idt_arena arena = IDT_ARENA_INIT;
    int code;
    if (idt_arguments_parse(&arguments, command->options, argc, argv, &err)) {
        code = idt_usage_error(command->name, "%s", err.text);
    } else {
        idt_status status = idt_settings_apply(&arguments, &arena, &err);
        code = status ? idt_report(status, &err) : command->run(&arguments);
    }
    idt_arguments_release(&arguments);
    idt_arena_release(&arena);
    return code;
}

/* Move the command in front of the common options that were typed before it. */
static idt_status put_command_first(int argc, char **argv, idt_err *err)
{
    int leading;
    idt_status status = idt_arguments_leading(&leading, argc - 1, argv + 1, err);
    if (status)
        return status;
    if (leading + 1 >= argc)
        return idt_fail(err, IDT_E_USAGE, "a command is missing");
    char *command = argv[leading + 1];
    for (int i = leading + 1; i > 1; i--)
        argv[i] = argv[i - 1];
    argv[1] = command;
    return IDT_OK;
}

int main(int argc, char **argv)
{
    idt_err err = IDT_ERR_INIT;
    if (argc < 2)
        return print_help(NULL), idt_status_exit_code(IDT_E_USAGE);
    if (put_command_first(argc, argv, &err))
        return idt_usage_error("", "%s", err.text);
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
        strcmp(argv[1], "-h") == 0)
        return print_help(argc > 2 ? argv[2] : NULL);
    if (strcmp(argv[1], "version") == 0 || strcmp(argv[1], "--version") == 0) {
        printf("interdict %s\n", IDT_VERSION);
        return 0;
    }
    const idt_command *command = find_command(argv[1]);
    if (!command)
        return idt_usage_error("", "there is no command %s", argv[1]);
    return run_command(command, argc - 2, argv + 2);
}
