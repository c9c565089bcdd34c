#include "CFormats.h"

#include <string.h>

static uint32_t table[8][256];

// Slicing by eight: a table a byte of a word. Filled before main, so that no thread sees half of it.
__attribute__((constructor)) static void fill_table(void) {
  for (uint32_t n = 0; n < 256; n++) {
    uint32_t crc = n;
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
    table[0][n] = crc;
  }
  for (uint32_t n = 0; n < 256; n++)
    for (int k = 1; k < 8; k++) table[k][n] = (table[k - 1][n] >> 8) ^ table[0][table[k - 1][n] & 255];
}

static uint32_t by_table(const uint8_t *p, size_t count) {
  uint32_t crc = ~0u;
  while (count >= 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    word ^= crc;
    crc = table[7][word & 255] ^ table[6][(word >> 8) & 255] ^ table[5][(word >> 16) & 255] ^
          table[4][(word >> 24) & 255] ^ table[3][(word >> 32) & 255] ^ table[2][(word >> 40) & 255] ^
          table[1][(word >> 48) & 255] ^ table[0][word >> 56];
    p += 8;
    count -= 8;
  }
  while (count--) crc = (crc >> 8) ^ table[0][(crc ^ *p++) & 255];
  return ~crc;
}

// What is behind the words: four bytes, two and one.
#define REST(crc, p, count, four, two, one)              \
  do {                                                   \
    uint32_t word;                                       \
    uint16_t half;                                       \
    if (count & 4) memcpy(&word, p, 4), crc = four(crc, word), p += 4; \
    if (count & 2) memcpy(&half, p, 2), crc = two(crc, half), p += 2;  \
    if (count & 1) crc = one(crc, *p);                   \
  } while (0)

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static inline uint32_t by_instruction(const uint8_t *p, size_t count) {
  uint64_t crc = ~0u;
  for (size_t words = count / 8; words; words--, p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    crc = _mm_crc32_u64(crc, word);
  }
  uint32_t rest = (uint32_t)crc;
  REST(rest, p, count, _mm_crc32_u32, _mm_crc32_u16, _mm_crc32_u8);
  return ~rest;
}
#define HAS_INSTRUCTION __builtin_cpu_supports("sse4.2")
#define WITH_INSTRUCTION __attribute__((target("sse4.2")))
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

static inline uint32_t by_instruction(const uint8_t *p, size_t count) {
  uint32_t crc = ~0u;
  for (size_t words = count / 8; words; words--, p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    crc = __crc32cd(crc, word);
  }
  REST(crc, p, count, __crc32cw, __crc32ch, __crc32cb);
  return ~crc;
}
#define HAS_INSTRUCTION 1
#define WITH_INSTRUCTION
#else
#define by_instruction by_table
#define HAS_INSTRUCTION 0
#define WITH_INSTRUCTION
#endif

uint32_t lrviz_crc32c(const void *bytes, size_t count) {
  return HAS_INSTRUCTION ? by_instruction(bytes, count) : by_table(bytes, count);
}

typedef uint32_t checksum(const uint8_t *bytes, size_t count);

// Always a copy of its own, in which the checksum is inlined.
__attribute__((always_inline)) static inline int64_t record(
    const uint8_t *bytes, size_t count, size_t limit, checksum crc) {
  if (count < 16) return -1;
  uint64_t length;
  uint32_t sum;
  memcpy(&length, bytes, 8);
  memcpy(&sum, bytes + 8, 4);
  if (length > limit || length > count - 16 || lrviz_masked(crc(bytes, 8)) != sum) return -1;
  memcpy(&sum, bytes + 12 + length, 4);
  return lrviz_masked(crc(bytes + 12, length)) == sum ? (int64_t)length : -1;
}

WITH_INSTRUCTION static int64_t record_by_instruction(const uint8_t *bytes, size_t count, size_t limit) {
  return record(bytes, count, limit, by_instruction);
}

int64_t lrviz_record(const void *bytes, size_t count, size_t limit) {
  return HAS_INSTRUCTION ? record_by_instruction(bytes, count, limit) : record(bytes, count, limit, by_table);
}
