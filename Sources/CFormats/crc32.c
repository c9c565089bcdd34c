#include "CFormats.h"

#if defined(__x86_64__)
#include <tmmintrin.h>
#include <wmmintrin.h>

#define FOLDING __attribute__((target("pclmul,ssse3")))

// Sixteen bytes, as a polynomial, are moved sixteen bytes on by multiplying their halves by x^160 and x^96 modulo the
// polynomial of the checksum, so that what comes next can be added.
FOLDING static inline __m128i moved(__m128i sum) {
  const __m128i moves = _mm_set_epi64x(0x0CCAA009E, 0x1751997D0);
  return _mm_xor_si128(_mm_clmulepi64_si128(sum, moves, 0x00), _mm_clmulepi64_si128(sum, moves, 0x11));
}

// Fewer than sixteen bytes behind those of `sum`: as many of its first are moved on, and the others make room for them.
// There are sixteen bytes in front of `end`.
FOLDING static inline __m128i with_rest(__m128i sum, const uint8_t *end, size_t count) {
  static const int8_t shifts[48] = {
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0,  1,  2,  3,  4,  5,  6,  7,
      8,  9,  10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
  __m128i up = _mm_loadu_si128((const __m128i *)(shifts + count));
  __m128i down = _mm_loadu_si128((const __m128i *)(shifts + 16 + count));
  __m128i last = _mm_loadu_si128((const __m128i *)(end - 16));
  __m128i rest = _mm_and_si128(last, _mm_cmpgt_epi8(up, _mm_set1_epi8(-1)));
  __m128i others = _mm_or_si128(_mm_shuffle_epi8(sum, down), rest);
  return _mm_xor_si128(moved(_mm_shuffle_epi8(sum, up)), others);
}

// What the polynomial of sixteen bytes leaves of the checksum's: eight and four bytes are moved on, and what is left of
// eight is found by Barrett's reduction, with the inverse of the polynomial in front of it.
FOLDING static inline uint32_t remainder_of(__m128i sum) {
  const __m128i low = _mm_cvtsi32_si128(-1);
  const __m128i moves = _mm_set_epi64x(0x163CD6124, 0x0CCAA009E);
  const __m128i barrett = _mm_set_epi64x(0x1DB710641, 0x1F7011641);
  sum = _mm_xor_si128(_mm_clmulepi64_si128(sum, moves, 0x00), _mm_srli_si128(sum, 8));
  sum = _mm_xor_si128(_mm_clmulepi64_si128(_mm_and_si128(sum, low), moves, 0x10), _mm_srli_si128(sum, 4));
  __m128i quotient = _mm_clmulepi64_si128(_mm_and_si128(sum, low), barrett, 0x00);
  quotient = _mm_clmulepi64_si128(_mm_and_si128(quotient, low), barrett, 0x10);
  return (uint32_t)_mm_cvtsi128_si32(_mm_srli_si128(_mm_xor_si128(sum, quotient), 4));
}

FOLDING static uint32_t by_folding(const uint8_t *p, size_t count) {
  __m128i sum = _mm_xor_si128(_mm_loadu_si128((const __m128i *)p), _mm_cvtsi32_si128(-1));
  const uint8_t *end = p + count;
  for (p += 16; end - p >= 16; p += 16) sum = _mm_xor_si128(moved(sum), _mm_loadu_si128((const __m128i *)p));
  if (p < end) sum = with_rest(sum, end, (size_t)(end - p));
  return ~remainder_of(sum);
}

uint32_t lrviz_crc32(const void *bytes, size_t count) {
  if (count >= 32 && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("ssse3")) return by_folding(bytes, count);
  return (uint32_t)crc32(0, bytes, (uInt)count);
}
#else
uint32_t lrviz_crc32(const void *bytes, size_t count) { return (uint32_t)crc32(0, bytes, (uInt)count); }
#endif
