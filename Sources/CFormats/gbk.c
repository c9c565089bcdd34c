#include "CFormats.h"

// `#embed` is C23; SwiftPM cannot raise the standard of one target only.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The characters of all pairs of bytes, in order, two bytes each, the lower first (Scripts/pack-gbk.py). A table, as `iconv` of a
// program that is linked as one file looks for modules of the very libc that it was linked with.
static const uint8_t characters[] = {
#embed "gbk.bin"
};

static int is_lead(uint8_t byte) { return byte >= 0x81 && byte <= 0xFE; }

static int is_digit(uint8_t byte) { return byte >= 0x30 && byte <= 0x39; }

/// The character of a pair; 0 for bytes that are none.
static uint32_t character(uint8_t lead, uint8_t trail) {
    if (!is_lead(lead) || trail < 0x40 || trail == 0x7F || trail == 0xFF) return 0;
    size_t place = 2 * ((lead - 0x81u) * 190u + (trail - 0x40u) - (trail > 0x7F));
    return characters[place] | (uint32_t)characters[place + 1] << 8;
}

static size_t put(uint32_t scalar, uint8_t *out) {
    if (scalar < 0x80) {
        out[0] = (uint8_t)scalar;
        return 1;
    }
    if (scalar < 0x800) {
        out[0] = (uint8_t)(0xC0 | scalar >> 6);
        out[1] = (uint8_t)(0x80 | (scalar & 0x3F));
        return 2;
    }
    out[0] = (uint8_t)(0xE0 | scalar >> 12);
    out[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 3;
}

int64_t lrviz_gbk_to_utf8(const void *bytes, size_t count, void *out, size_t room) {
    const uint8_t *from = bytes;
    uint8_t *to = out;
    size_t written = 0;
    for (size_t place = 0; place < count;) {
        if (room - written < 3) return -1;
        uint8_t lead = from[place];
        if (lead < 0x80) {
            written += put(lead, to + written);
            place += 1;
            continue;
        }
        if (count - place < 2) return -1;
        uint32_t scalar = character(lead, from[place + 1]);
        size_t length = 2;
        if (scalar == 0) {
            // Four bytes are a character of GB18030 that is not in GBK: a rare one.
            if (count - place < 4 || !is_lead(lead) || !is_digit(from[place + 1]) || !is_lead(from[place + 2]) ||
                !is_digit(from[place + 3])) {
                return -1;
            }
            scalar = 0xFFFD;
            length = 4;
        }
        written += put(scalar, to + written);
        place += length;
    }
    return (int64_t)written;
}
