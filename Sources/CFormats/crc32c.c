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

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t by_instruction(const uint8_t *p, size_t count) {
  uint64_t crc = ~0u;
  while (count >= 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    crc = _mm_crc32_u64(crc, word);
    p += 8;
    count -= 8;
  }
  uint32_t rest = (uint32_t)crc;
  while (count--) rest = _mm_crc32_u8(rest, *p++);
  return ~rest;
}

uint32_t lrviz_crc32c(const void *bytes, size_t count) {
  return __builtin_cpu_supports("sse4.2") ? by_instruction(bytes, count) : by_table(bytes, count);
}
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

uint32_t lrviz_crc32c(const void *bytes, size_t count) {
  const uint8_t *p = bytes;
  uint32_t crc = ~0u;
  while (count >= 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    crc = __crc32cd(crc, word);
    p += 8;
    count -= 8;
  }
  while (count--) crc = __crc32cb(crc, *p++);
  return ~crc;
}
#else
uint32_t lrviz_crc32c(const void *bytes, size_t count) { return by_table(bytes, count); }
#endif
