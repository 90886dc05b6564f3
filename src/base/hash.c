/* hash.c - xxhash and OpenSSL behind two calls. */
#include "base/hash.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include "base/err.h"

uint64_t idt_hash64(idt_span bytes)
{
    return XXH3_64bits(bytes.ptr, bytes.len);
}

static void write_hex(char out[IDT_SHA256_HEX], const unsigned char *raw, unsigned int length)
{
    static const char digits[] = "0123456789abcdef";

    for (unsigned int i = 0; i < length; i++) {
        out[2 * i] = digits[raw[i] >> 4];
        out[2 * i + 1] = digits[raw[i] & 15];
    }
    out[2 * length] = '\0';
}

void idt_sha256_hex(char out[IDT_SHA256_HEX], idt_span bytes)
{
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned int length = 0;

    idt_assert(EVP_Digest(bytes.ptr, bytes.len, raw, &length, EVP_sha256(), NULL) == 1);
    write_hex(out, raw, length);
}

void idt_sha256_hex_pieces(char out[IDT_SHA256_HEX], idt_span bytes, size_t piece,
                           void (*done)(const void *context, size_t from, size_t to),
                           const void *context)
{
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_MD_CTX *digest = EVP_MD_CTX_new();

    idt_assert(digest && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1);
    for (size_t from = 0; from < bytes.len; from += piece) {
        idt_span part = idt_span_sub(bytes, from, from + piece);
        idt_assert(EVP_DigestUpdate(digest, part.ptr, part.len) == 1);
        done(context, from, from + part.len);
    }
    idt_assert(EVP_DigestFinal_ex(digest, raw, &length) == 1);
    EVP_MD_CTX_free(digest);
    write_hex(out, raw, length);
}
