#include "CFormats.h"

#include <string.h>

#if defined(__x86_64__)
#include <wmmintrin.h>

// Sixteen bytes, as a polynomial, are moved sixteen bytes on by multiplying their halves by x^160 and x^96 modulo the
// polynomial of the checksum, so that what comes next can be added. Of the sixteen that are left zlib makes the checksum.
__attribute__((target("pclmul"))) static uint32_t by_folding(const uint8_t *p, size_t count) {
  const __m128i moves = _mm_set_epi64x(0x0CCAA009E, 0x1751997D0);
  __m128i sum = _mm_loadu_si128((const __m128i *)p);
  sum = _mm_xor_si128(sum, _mm_cvtsi32_si128(-1));
  p += 16;
  count -= 16;
  while (count >= 16) {
    __m128i low = _mm_clmulepi64_si128(sum, moves, 0x00);
    __m128i high = _mm_clmulepi64_si128(sum, moves, 0x11);
    sum = _mm_xor_si128(_mm_xor_si128(low, high), _mm_loadu_si128((const __m128i *)p));
    p += 16;
    count -= 16;
  }
  uint8_t rest[31];
  memcpy(rest, &sum, 16);
  memcpy(rest + 16, p, count);
  // All ones, which zlib turns into a register of zeros: what the register began with is in the sum.
  return (uint32_t)crc32(0xFFFFFFFFu, rest, 16 + (uInt)count);
}

uint32_t lrviz_crc32(const void *bytes, size_t count) {
  if (count >= 64 && __builtin_cpu_supports("pclmul")) return by_folding(bytes, count);
  return (uint32_t)crc32(0, bytes, (uInt)count);
}
#else
uint32_t lrviz_crc32(const void *bytes, size_t count) { return (uint32_t)crc32(0, bytes, (uInt)count); }
#endif
