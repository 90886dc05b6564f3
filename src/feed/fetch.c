/* fetch.c - one file over HTTP.
 *
 * libcurl speaks; this file says how patient to be, what to trust, and what to make of the answer.
 * A copy at hand is named to the server (If-None-Match, If-Modified-Since). Only status 200 brings
 * a file, only 304 keeps the copy. What may pass (no connection, a timeout, a cut transfer, 429,
 * 5xx) is tried again, each time after twice the wait, or when the server says. */
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "feed/feed_internal.h"

/* What is to be fetched, and how. */
typedef struct {
    const idt_feed_settings *settings;
    const idt_feed_request *request;
    const idt_feed_fetch *what;
    idt_arena *arena; /* for the strings of the answer */
} fetch_job;

/* Of an attempt that failed: may another one do, and when does the server want it? */
typedef struct {
    bool passing;
    uint64_t asked_s;
} prospect;

typedef struct {
    CURL *curl;
    CURLcode code;
    char message[CURL_ERROR_SIZE];
    int file; /* -1 until the first byte of an answer with status 200 */
    const char *path;
    uint64_t bytes, bytes_max;
    bool too_large;
    int error; /* errno of a failed write */
    idt_buf etag, last_modified;
    const fetch_job *job;
} transfer;

static long status_of(CURL *curl)
{
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/* The page that comes with an error is of no use. */
static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
    transfer *self = context;
    size_t length = size * count, done = 0;

    if (status_of(self->curl) != 200)
        return length;
    if (self->file < 0)
        self->file = open(self->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    self->bytes += length;
    self->too_large = self->bytes > self->bytes_max;
    if (self->too_large)
        return 0;
    while (self->file >= 0 && done < length) {
        ssize_t written = write(self->file, bytes + done, length - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        done += (size_t)written;
    }
    if (done < length)
        self->error = errno;
    return done;
}

static void take_header(idt_buf *out, idt_span line, const char *name)
{
    if (!idt_span_starts_nocase(line, name))
        return;
    idt_buf_reset(out);
    idt_buf_add_span(out, idt_span_trim(idt_span_sub(line, strlen(name), line.len)));
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context)
{
    transfer *self = context;
    idt_span line = { bytes, size * count };

    if (idt_span_starts(line, "HTTP/")) { /* behind a redirection another answer begins */
        idt_buf_reset(&self->etag);
        idt_buf_reset(&self->last_modified);
    }
    take_header(&self->etag, line, "etag:");
    take_header(&self->last_modified, line, "last-modified:");
    return line.len;
}

static int on_progress(void *context, curl_off_t total, curl_off_t now, curl_off_t up_total,
                       curl_off_t up_now)
{
    const fetch_job *job = ((transfer *)context)->job;

    (void)up_total, (void)up_now;
    if (job->request->on_bytes)
        job->request->on_bytes(job->request->context, job->what->list_id, (uint64_t)now,
                               (uint64_t)total);
    return 0;
}

static struct curl_slist *condition(const idt_feed_fetch *what)
{
    idt_buf line = IDT_BUF_INIT;
    struct curl_slist *headers = NULL;

    if (what->etag.len)
        idt_buf_format(&line, "If-None-Match: %.*s", (int)what->etag.len, what->etag.ptr);
    else if (what->last_modified.len)
        idt_buf_format(&line, "If-Modified-Since: %.*s", (int)what->last_modified.len,
                       what->last_modified.ptr);
    if (line.len) {
        idt_buf_add_char(&line, '\0');
        headers = curl_slist_append(NULL, line.ptr);
    }
    idt_buf_release(&line);
    return headers;
}

static void set_options(transfer *self)
{
    const idt_feed_settings *settings = self->job->settings;
    const idt_feed_fetch *what = self->job->what;
    CURL *curl = self->curl;
    bool https = idt_span_starts_nocase(idt_span_of(what->address), "https://");
    const char *protocols = https && !settings->plain_http ? "https" : "http,https";

    curl_easy_setopt(curl, CURLOPT_URL, what->address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)settings->redirects_max);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)settings->connect_timeout_s);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)settings->stall_timeout_s);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)settings->total_timeout_s);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)self->bytes_max);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "interdict/" IDT_VERSION);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, self);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, self);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, self);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, self->message);
}

static bool is_passing(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PARTIAL_FILE:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return true;
    default:
        return false;
    }
}

/* What went wrong in one attempt, if anything did. */
static idt_status judge(const transfer *self, prospect *out, idt_err *err)
{
    const idt_feed_settings *settings = self->job->settings;
    const idt_feed_fetch *what = self->job->what;
    CURLcode code = self->code;
    long status = status_of(self->curl);
    char *effective = NULL;

    out->passing = is_passing(code);
    if (self->too_large || code == CURLE_FILESIZE_EXCEEDED)
        return idt_fail(err, IDT_E_LIMIT, "%s is larger than %u MB (feed.file_mb_max)", what->shown,
                        settings->file_mb_max);
    if (self->error)
        return idt_fail(err, IDT_E_IO, "cannot write %s: %s", self->path, strerror(self->error));
    if (code == CURLE_TOO_MANY_REDIRECTS)
        return idt_fail(err, IDT_E_IO, "%s leads to more than %u redirections", what->shown,
                        settings->redirects_max);
    if (code)
        return idt_fail(err, IDT_E_IO, "%s could not be fetched: %s", what->shown,
                        *self->message ? self->message : curl_easy_strerror(code));
    curl_easy_getinfo(self->curl, CURLINFO_EFFECTIVE_URL, &effective);
    if (effective && !idt_feed_address_allowed(idt_span_of(effective), settings->plain_http))
        return idt_fail(err, IDT_E_IO, "%s leads to another machine without https", what->shown);
    if (status == 200 || (status == 304 && (what->etag.len || what->last_modified.len)))
        return IDT_OK;
    out->passing = idt_feed_status_is_passing(status);
    return idt_fail(err, IDT_E_IO, "%s answered with status %ld", what->shown, status);
}

static idt_status keep(idt_feed_fetched *out, const transfer *self, idt_err *err)
{
    idt_arena *arena = self->job->arena;
    idt_map map;

    out->not_modified = status_of(self->curl) == 304;
    out->etag = idt_arena_copy(arena, idt_buf_span(&self->etag));
    out->last_modified = idt_arena_copy(arena, idt_buf_span(&self->last_modified));
    if (out->not_modified)
        return IDT_OK;
    if (self->file < 0)
        return idt_fail(err, IDT_E_INPUT, "%s is empty", self->job->what->shown);
    if (fsync(self->file) != 0)
        return idt_fail(err, IDT_E_IO, "cannot write %s: %s", self->path, strerror(errno));
    idt_status status = idt_map_file(&map, self->path, err);
    if (!status)
        idt_sha256_hex(out->sha256, map.bytes);
    idt_map_close(&map);
    return status;
}

static idt_status attempt(idt_feed_fetched *out, const fetch_job *job, prospect *next, idt_err *err)
{
    curl_off_t wait = 0;
    transfer self = { .curl = curl_easy_init(),
                      .file = -1,
                      .path = job->what->path,
                      .bytes_max = (uint64_t)job->settings->file_mb_max * 1000000,
                      .job = job };

    memset(out, 0, sizeof *out);
    *next = (prospect){ false, 0 };
    if (!self.curl)
        return idt_fail(err, IDT_E_IO, "libcurl could not be started");
    struct curl_slist *headers = condition(job->what);
    set_options(&self);
    curl_easy_setopt(self.curl, CURLOPT_HTTPHEADER, headers);
    self.code = curl_easy_perform(self.curl);
    idt_status status = judge(&self, next, err);
    curl_easy_getinfo(self.curl, CURLINFO_RETRY_AFTER, &wait);
    next->asked_s = wait > 0 ? (uint64_t)wait : 0;
    if (!status)
        status = keep(out, &self, err);
    if (self.file >= 0)
        close(self.file);
    curl_slist_free_all(headers);
    curl_easy_cleanup(self.curl);
    idt_buf_release(&self.etag);
    idt_buf_release(&self.last_modified);
    return status;
}

static void wait_ms(uint64_t ms)
{
    struct timespec rest = { (time_t)(ms / 1000), (long)(ms % 1000) * 1000000 };

    while (nanosleep(&rest, &rest) != 0 && errno == EINTR)
        continue;
}

idt_status idt_feed_fetch_file(idt_feed_fetched *out, const idt_feed_settings *settings,
                               const idt_feed_request *request, const idt_feed_fetch *what,
                               idt_arena *arena, idt_err *err)
{
    const fetch_job job = { settings, request, what, arena };
    uint64_t most_ms = (uint64_t)settings->wait_max_s * 1000;
    idt_err last = IDT_ERR_INIT;
    prospect next;

    if (!idt_feed_address_allowed(idt_span_of(what->address), settings->plain_http))
        return idt_fail(err, IDT_E_USAGE, "%s is no https address (feed.plain_http allows http)",
                        what->shown);
    for (uint32_t i = 1;; i++) {
        idt_status status = attempt(out, &job, &next, &last);
        if (!status)
            return IDT_OK;
        if (next.passing && next.asked_s > settings->wait_max_s)
            return idt_fail(err, status, "%.350s, and wants %llu s to pass before the next request",
                            last.text, (unsigned long long)next.asked_s);
        if (!next.passing || i >= settings->attempts)
            return idt_fail(err, status, "%.450s%s", last.text,
                            i > 1 ? ", at the last attempt too" : "");
        uint64_t wait = idt_feed_wait_ms(i + 1, settings->backoff_ms, next.asked_s);
        wait_ms(wait < most_ms ? wait : most_ms);
    }
}
