/* decide.c - what to do with what came, without looking at network or disk. */
#include <string.h>

#include "feed/feed_internal.h"

/* ---- the guard ---- */

static bool shrank(uint64_t before, uint64_t now, uint32_t percent)
{
    /* Counts are far below 2^57, so the products hold. */
    return before > now && (before - now) * 100 > before * percent;
}

static bool add_shrunk(idt_buf *why, const idt_feed_case *self)
{
    const idt_feed_figures *now = self->figures, *before = self->standing_figures;
    const struct {
        const char *what;
        uint64_t before, now;
    } rows[] = {
        { "entries", before->parties, now->parties },
        { "names", before->names, now->names },
        { "identifiers", before->identifiers, now->identifiers },
        { "addresses", before->addresses, now->addresses },
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!shrank(rows[i].before, rows[i].now, self->shrink_percent))
            continue;
        idt_buf_format(why,
                       "it shrank from %llu %s to %llu, more than %u %% (--allow-shrink publishes "
                       "it)",
                       (unsigned long long)rows[i].before, rows[i].what,
                       (unsigned long long)rows[i].now, self->shrink_percent);
        return true;
    }
    return false;
}

idt_feed_verdict idt_feed_decide(const idt_feed_case *self, idt_buf *why)
{
    if (strcmp(self->sha256, self->standing_sha256) == 0)
        return IDT_FEED_SAME;
    if (self->figures->parties == 0) {
        idt_buf_add_text(why, "it holds no entry");
        return IDT_FEED_REFUSE;
    }
    if (idt_span_find(self->held, self->sha256) != SIZE_MAX) {
        idt_buf_format(why, "the publisher still has edition %.12s, which was rolled back",
                       self->sha256);
        return IDT_FEED_REFUSE;
    }
    if (!self->allow_shrink && add_shrunk(why, self))
        return IDT_FEED_REFUSE;
    return IDT_FEED_TAKE;
}

/* ---- attempts ---- */

bool idt_feed_status_is_passing(long http_status)
{
    return http_status == 408 || http_status == 425 || http_status == 429 || http_status == 500 ||
           http_status == 502 || http_status == 503 || http_status == 504;
}

uint64_t idt_feed_wait_ms(uint32_t attempt, uint32_t backoff_ms, uint64_t retry_after_s)
{
    uint32_t doublings = attempt < 2 ? 0 : attempt - 2;
    uint64_t wait = (uint64_t)backoff_ms << (doublings < 20 ? doublings : 20);
    uint64_t asked = retry_after_s < 1000000 ? retry_after_s * 1000 : 1000000000;

    return wait > asked ? wait : asked;
}

/* ---- addresses ---- */

/* The host of "scheme://user@host:port/path". */
static idt_span host_of(idt_span address)
{
    size_t start = idt_span_find(address, "://");
    idt_span rest = idt_span_sub(address, start == SIZE_MAX ? 0 : start + 3, address.len);
    size_t end = 0;

    while (end < rest.len && !strchr("/?#", rest.ptr[end]))
        end++;
    rest = idt_span_sub(rest, 0, end);
    for (size_t i = rest.len; i > 0; i--)
        if (rest.ptr[i - 1] == '@') {
            rest = idt_span_sub(rest, i, rest.len);
            break;
        }
    if (idt_span_starts(rest, "[")) {
        size_t close = idt_span_find(rest, "]");
        return idt_span_sub(rest, 0, close == SIZE_MAX ? rest.len : close + 1);
    }
    size_t colon = idt_span_find(rest, ":");
    return idt_span_sub(rest, 0, colon == SIZE_MAX ? rest.len : colon);
}

bool idt_feed_address_allowed(idt_span address, bool plain_http)
{
    idt_span host = host_of(address);

    if (host.len == 0)
        return false;
    if (idt_span_starts_nocase(address, "https://"))
        return true;
    return idt_span_starts_nocase(address, "http://") &&
           (plain_http || idt_span_equal_nocase(host, IDT_SPAN_LIT("localhost")) ||
            idt_span_equal_text(host, "127.0.0.1") || idt_span_equal_text(host, "[::1]"));
}

idt_span idt_feed_address_name(idt_arena *arena, idt_span address)
{
    size_t start = idt_span_find(address, "://");
    size_t end = 0, from = 0;
    idt_span path = idt_span_sub(address, start == SIZE_MAX ? 0 : start + 3, address.len);

    while (end < path.len && path.ptr[end] != '?' && path.ptr[end] != '#')
        end++;
    for (size_t i = 0; i < end; i++)
        if (path.ptr[i] == '/')
            from = i + 1;
    if (from == 0 || from == end)
        return IDT_SPAN_EMPTY;
    idt_span name =
        idt_arena_copy(arena, idt_span_sub(path, from, end < from + 100 ? end : from + 100));
    char *letters = (char *)(uintptr_t)name.ptr; /* our own copy */
    for (size_t i = 0; i < name.len; i++)
        if (!idt_is_alpha(letters[i]) && !idt_is_digit(letters[i]) && letters[i] != '-' &&
            letters[i] != '_' && !(letters[i] == '.' && i > 0))
            letters[i] = '_'; /* no hidden file, no folder */
    return name;
}

/* ---- contents ---- */

static bool is_hex_digit(char c)
{
    return idt_is_digit(c) || (idt_to_lower(c) >= 'a' && idt_to_lower(c) <= 'f');
}

bool idt_feed_is_sha256(idt_span text)
{
    if (text.len != IDT_SHA256_HEX - 1)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!is_hex_digit(text.ptr[i]))
            return false;
    return true;
}

/* The first word of 64 digits in a line; its letters become lower case. */
static bool hash_in_line(char out[IDT_SHA256_HEX], idt_span line)
{
    for (size_t i = 0; i + IDT_SHA256_HEX - 1 <= line.len; i++) {
        idt_span word = idt_span_sub(line, i, i + IDT_SHA256_HEX - 1);
        bool alone = (i == 0 || !is_hex_digit(line.ptr[i - 1])) &&
                     (i + word.len == line.len || !is_hex_digit(line.ptr[i + word.len]));
        if (!alone || !idt_feed_is_sha256(word))
            continue;
        for (size_t k = 0; k < word.len; k++)
            out[k] = idt_to_lower(word.ptr[k]);
        out[word.len] = '\0';
        return true;
    }
    return false;
}

/* "HASH", "HASH  name" and "SHA256 (name) = HASH" are in use. A line that names the file wins;
 * without one, a file that states a single hash means ours. */
bool idt_feed_checksum_find(char out[IDT_SHA256_HEX], idt_span text, idt_span name)
{
    idt_span line, rest = text;
    char hash[IDT_SHA256_HEX];
    size_t hashes = 0;
    idt_buf wanted = IDT_BUF_INIT;

    idt_buf_add_span(&wanted, name);
    idt_buf_add_char(&wanted, '\0');
    while (idt_span_split(&line, &rest, "\n")) {
        if (!hash_in_line(hash, line))
            continue;
        memcpy(out, hash, sizeof hash);
        hashes++;
        if (name.len && idt_span_find_nocase(line, wanted.ptr) != SIZE_MAX) {
            hashes = 1;
            break;
        }
    }
    idt_buf_release(&wanted);
    return hashes == 1;
}

bool idt_feed_is_web_page(idt_span head, idt_span *title)
{
    idt_span start = idt_span_trim(idt_span_sub(head, 0, 4096));

    *title = IDT_SPAN_EMPTY;
    if (idt_span_starts(start, "\xEF\xBB\xBF"))
        start = idt_span_trim(idt_span_sub(start, 3, start.len));
    if (!idt_span_starts_nocase(start, "<!doctype html") &&
        idt_span_find_nocase(idt_span_sub(start, 0, 1024), "<html") == SIZE_MAX)
        return false;
    size_t open = idt_span_find_nocase(start, "<title>");
    if (open != SIZE_MAX) {
        idt_span text = idt_span_sub(start, open + 7, start.len);
        size_t close = idt_span_find(text, "<");
        *title =
            idt_span_trim(idt_span_sub(text, 0, close < text.len ? (close < 80 ? close : 80) : 0));
    }
    return true;
}
