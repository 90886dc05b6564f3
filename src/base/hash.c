/* hash.c - xxhash and OpenSSL behind two calls. */
#include "base/hash.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include "base/err.h"

uint64_t idt_hash64(idt_span bytes)
{
    return XXH3_64bits(bytes.ptr, bytes.len);
}

void idt_sha256_hex(char out[IDT_SHA256_HEX], idt_span bytes)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    idt_assert(EVP_Digest(bytes.ptr, bytes.len, raw, &length, EVP_sha256(), NULL) == 1);
    for (unsigned int i = 0; i < length; i++) {
        out[2 * i] = digits[raw[i] >> 4];
        out[2 * i + 1] = digits[raw[i] & 15];
    }
    out[2 * length] = '\0';
}
