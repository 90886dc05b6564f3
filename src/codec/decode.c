/* decode.c - UTF-8 passes through; everything else goes through ICU.
 *
 * The one decision that needs more than the first bytes is UTF-8 against Windows-1252. Both begin
 * as ASCII. At the first sequence that is no UTF-8, with none before that is, the 64 KiB from there
 * on are counted: more sequences that are malformed than are well-formed means Windows-1252. The
 * count asks for a fixed number of bytes, so that a pipe gives the same answer as a file. */
#include "codec/decode.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "base/alloc.h"
#include "codec/utf8.h"

enum {
    RAW_BYTES = 64 * 1024,
    WIDE_UNITS = 4096,
    FRONT_BYTES_MAX = 64,
    STOP_CHECK_MS = 200, /* how long an interruption may go unseen while a pipe is silent */
};

typedef enum { UNKNOWN, ASCII_SO_FAR, UTF8, BY_ICU } decoder_state;

struct idt_text_source {
    int descriptor;
    const atomic_bool *stop;
    decoder_state state;
    const char *name;
    UConverter *converter;
    uint16_t high_surrogate; /* waits for its second half */
    bool begun, ended, flushed, stopped;
    size_t at, end; /* of `raw`: read and not yet decoded */
    uint64_t bytes_read, turned_at, doubts;
    idt_err err;
    char raw[RAW_BYTES];
};

/* --- opening --- */

static bool is_utf8_name(const char *name)
{
    return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

/* Stop at what the encoding does not have, instead of putting a substitute there. */
static idt_status use_converter(idt_text_source *self, const char *name, idt_err *err)
{
    UErrorCode code = U_ZERO_ERROR;

    self->converter = ucnv_open(name, &code);
    if (U_SUCCESS(code))
        ucnv_setToUCallBack(self->converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    if (U_SUCCESS(code))
        self->name = ucnv_getName(self->converter, &code);
    if (U_FAILURE(code))
        return idt_fail(err, IDT_E_USAGE, "the encoding \"%s\" is not known", name);
    self->state = BY_ICU;
    return IDT_OK;
}

idt_status idt_text_source_open(idt_text_source **out, idt_text_source_options options,
                                idt_err *err)
{
    idt_text_source *self = idt_alloc_zeroed(sizeof *self);
    idt_status status = IDT_OK;

    *out = NULL;
    self->descriptor = options.descriptor;
    self->stop = options.stop;
    self->name = "UTF-8";
    if (options.encoding && is_utf8_name(options.encoding))
        self->state = UTF8;
    else if (options.encoding)
        status = use_converter(self, options.encoding[0] ? options.encoding : "(empty)", err);
    if (status)
        idt_text_source_close(self);
    else
        *out = self;
    return status;
}

void idt_text_source_close(idt_text_source *self)
{
    if (!self)
        return;
    if (self->converter)
        ucnv_close(self->converter);
    idt_free(self);
}

/* --- reading --- */

/* Wait for a descriptor that may be silent for long. False when stopped. */
static bool wait_for_bytes(idt_text_source *self)
{
    struct pollfd ready = { .fd = self->descriptor, .events = POLLIN };

    int ready_count = 0;

    while (self->stop && !self->stopped && ready_count <= 0) {
        ready_count = poll(&ready, 1, STOP_CHECK_MS);
        if (ready_count < 0 && errno != EINTR)
            break; /* read says what is wrong */
        self->stopped = atomic_load(self->stop);
    }
    return !self->stopped;
}

/* Add to `raw` what one read gives. False where nothing is added. */
static bool refill(idt_text_source *self)
{
    ssize_t got;

    if (self->ended)
        return false;
    if (self->at > 0) {
        memmove(self->raw, self->raw + self->at, self->end - self->at);
        self->end -= self->at;
        self->at = 0;
    }
    idt_assert(self->end < RAW_BYTES);
    do
        got = wait_for_bytes(self)
                  ? read(self->descriptor, self->raw + self->end, RAW_BYTES - self->end)
                  : 0;
    while (got < 0 && errno == EINTR);
    if (got < 0)
        (void)idt_fail_at(&self->err, IDT_E_IO, 0, self->bytes_read,
                          "cannot read on behind byte %llu: %s",
                          (unsigned long long)self->bytes_read, strerror(errno));
    self->ended = got <= 0;
    if (got > 0) {
        self->end += (size_t)got;
        self->bytes_read += (uint64_t)got;
    }
    return got > 0;
}

static idt_span raw_span(const idt_text_source *self)
{
    return (idt_span){ self->raw + self->at, self->end - self->at };
}

idt_span idt_text_source_front(idt_text_source *self, size_t count)
{
    idt_assert(count <= FRONT_BYTES_MAX);
    while (self->end - self->at < count && refill(self))
        ;
    return raw_span(self);
}

/* --- recognising --- */

/* Text of Latin letters, digits and delimiters has zero bytes at every other place in UTF-16. */
static const char *utf16_without_mark(idt_span front)
{
    size_t zeros[2] = { 0, 0 };

    for (size_t i = 0; i < front.len; i++)
        zeros[i & 1] += front.ptr[i] == 0;
    if (front.len < 4 || (zeros[0] == 0) == (zeros[1] == 0))
        return NULL;
    return zeros[0] > 0 ? "UTF-16BE" : "UTF-16LE";
}

static void skip_mark(idt_text_source *self, const char *mark)
{
    if (idt_span_starts(raw_span(self), mark))
        self->at += strlen(mark);
}

static void recognise(idt_text_source *self)
{
    idt_span front = idt_text_source_front(self, 4);
    const char *wide = idt_span_starts(front, "\xFF\xFE")   ? "UTF-16LE"
                       : idt_span_starts(front, "\xFE\xFF") ? "UTF-16BE"
                                                            : utf16_without_mark(front);

    self->state = idt_span_starts(front, "\xEF\xBB\xBF") ? UTF8 : ASCII_SO_FAR;
    if (wide && use_converter(self, wide, &self->err) == IDT_OK)
        self->name = wide;
}

/* Marks say the byte order; they are no text. UTF-16 by name without an order reads its own. */
static void begin(idt_text_source *self)
{
    self->begun = true;
    if (self->state == UNKNOWN)
        recognise(self);
    (void)idt_text_source_front(self, 3);
    if (self->state == UTF8)
        skip_mark(self, "\xEF\xBB\xBF");
    else if (self->state == BY_ICU && strcmp(self->name, "UTF-16LE") == 0)
        skip_mark(self, "\xFF\xFE");
    else if (self->state == BY_ICU && strcmp(self->name, "UTF-16BE") == 0)
        skip_mark(self, "\xFE\xFF");
}

static bool has_other_than_ascii(idt_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return true;
    return false;
}

typedef struct {
    size_t well_formed, malformed;
} sequence_count;

/* Sequences of UTF-8 that are not ASCII, and what would have to be one. */
static sequence_count count_sequences(idt_span text)
{
    sequence_count count = { 0, 0 };

    for (size_t at = 0, bytes = 1; at < text.len; at += bytes) {
        bytes = 1;
        if ((unsigned char)text.ptr[at] < 0x80)
            continue;
        bool good = idt_utf8_next(&bytes, text, at) != IDT_UTF8_MALFORMED;
        count.well_formed += good;
        count.malformed += !good;
    }
    return count;
}

/* In front stands a sequence that is no UTF-8: is the text UTF-8 with a fault, or another one? */
static void decide(idt_text_source *self)
{
    while (self->end - self->at < RAW_BYTES && refill(self))
        ;
    idt_span ahead = raw_span(self);
    sequence_count count = count_sequences(ahead);
    self->state = UTF8;
    if (count.malformed > count.well_formed &&
        use_converter(self, "windows-1252", &self->err) == IDT_OK) {
        self->name = "Windows-1252";
        self->turned_at = self->bytes_read - ahead.len + 1;
    }
}

/* --- decoding --- */

static void give_raw(idt_text_source *self, idt_buf *out, size_t count)
{
    idt_buf_add(out, self->raw + self->at, count);
    self->at += count;
}

/* Pass over ASCII and well-formed UTF-8 until the encoding is decided. */
static void pass_undecided(idt_text_source *self, idt_buf *out)
{
    idt_span raw = raw_span(self);
    size_t valid = idt_utf8_valid_length(raw);
    size_t bytes = 0;

    if (has_other_than_ascii(idt_span_sub(raw, 0, valid))) {
        self->state = UTF8;
        give_raw(self, out, valid);
        return;
    }
    give_raw(self, out, valid);
    if (valid == raw.len)
        return;
    (void)idt_utf8_next(&bytes, raw, valid);
    bool may_go_on = valid + bytes == raw.len; /* a sequence that the chunk cuts */
    if (!may_go_on || !refill(self))
        decide(self);
}

static void add_unit(idt_text_source *self, idt_buf *out, uint16_t unit)
{
    uint8_t bytes[U8_MAX_LENGTH];
    int32_t count = 0;
    uint32_t code = unit;

    if (U16_IS_LEAD(unit)) {
        self->high_surrogate = unit;
        return;
    }
    if (U16_IS_TRAIL(unit))
        code = (uint32_t)U16_GET_SUPPLEMENTARY(self->high_surrogate, unit);
    U8_APPEND_UNSAFE(bytes, count, code);
    idt_buf_add(out, bytes, (size_t)count);
}

static void convert(idt_text_source *self, idt_buf *out)
{
    UChar wide[WIDE_UNITS];
    const char *from = self->raw + self->at;
    const char *end = self->raw + self->end;
    UErrorCode code;

    if (self->turned_at > 0)
        self->doubts += count_sequences(raw_span(self)).well_formed;

    do {
        UChar *to = wide;
        code = U_ZERO_ERROR;
        ucnv_toUnicode(self->converter, &to, wide + WIDE_UNITS, &from, end, NULL, self->ended,
                       &code);
        for (const UChar *at = wide; at < to; at++)
            add_unit(self, out, *at);
        if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR)
            idt_buf_add_char(out, IDT_DECODE_BAD);
    } while (U_FAILURE(code) && (from < end || code == U_BUFFER_OVERFLOW_ERROR));
    self->at = self->end;
    self->flushed = self->ended;
}

bool idt_text_source_more(idt_text_source *self, idt_buf *out)
{
    size_t before = out->len;

    if (!self->begun)
        begin(self);
    while (out->len == before && !self->err.status) {
        if (self->at == self->end && !refill(self) && (self->state != BY_ICU || self->flushed))
            break;
        if (self->state == ASCII_SO_FAR)
            pass_undecided(self, out);
        else if (self->state == UTF8)
            give_raw(self, out, self->end - self->at);
        else
            convert(self, out);
    }
    return out->len > before;
}

idt_status idt_text_source_status(const idt_text_source *self, idt_err *err)
{
    if (self->err.status && err)
        *err = self->err;
    return self->err.status;
}

bool idt_text_source_stopped(const idt_text_source *self)
{
    return self->stopped;
}

const char *idt_text_source_encoding(const idt_text_source *self)
{
    return self->name;
}

uint64_t idt_text_source_turned_at(const idt_text_source *self)
{
    return self->turned_at;
}

uint64_t idt_text_source_doubts(const idt_text_source *self)
{
    return self->doubts;
}

uint64_t idt_text_source_bytes_read(const idt_text_source *self)
{
    return self->bytes_read - (self->end - self->at);
}
