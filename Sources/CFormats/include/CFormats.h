// SQLite and zlib as they are, libyaml's events as plain values, and the checksum instruction of the processor.
#ifndef CFORMATS_H
#define CFORMATS_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/// The CRC-32C (Castagnoli) of `count` bytes, with the processor's instruction where it has one.
uint32_t lrviz_crc32c(const void *bytes, size_t count);

/// As TFRecord writes a CRC-32C.
static inline uint32_t lrviz_masked(uint32_t crc) { return (crc >> 15 | crc << 17) + 0xA282EAD8u; }

/// The length of the TFRecord at the start of `count` bytes; -1 where a checksum is wrong, it goes on behind the bytes, or
/// its length is above `limit`.
int64_t lrviz_record(const void *bytes, size_t count, size_t limit);

/// zlib's CRC-32 of fewer than 4 GiB, by carry-less multiplication where the processor has it.
uint32_t lrviz_crc32(const void *bytes, size_t count);

/// Turns `count` bytes of GBK, the Chinese encoding of Windows, into UTF-8. What takes four bytes in GB18030 becomes U+FFFD.
///
/// Returns how many bytes that makes; -1 where the bytes are no GBK, or there are fewer than three bytes of room left for a character.
int64_t lrviz_gbk_to_utf8(const void *bytes, size_t count, void *out, size_t room);

enum {
  LRVIZ_INFLATER_GOING = 0,
  LRVIZ_INFLATER_DONE = 1,
  LRVIZ_INFLATER_DAMAGED = 2,
  LRVIZ_INFLATER_TOO_LONG = 3,
};

/// An inflater for gzip or zlib data, found by its header, as a number: zlib's own state holds pointers to itself, which
/// no Swift value may. 0 where memory is short.
uintptr_t lrviz_inflater_new(void);
void lrviz_inflater_free(uintptr_t inflater);
int32_t lrviz_inflater_state(uintptr_t inflater);
/// Unpacks some of `bytes`, and says how many it has used. Ends for good behind `limit` bytes in all, or where they are far more than text packs.
/// Returns how many bytes are in `room`.
intptr_t lrviz_inflater_take(
    uintptr_t inflater, const void *bytes, intptr_t count, intptr_t *used, void *room, intptr_t size, intptr_t limit);

/// A deflater of one zlib stream, as a number, as its state holds pointers to itself too. 0 where memory is short.
uintptr_t lrviz_deflater_new(void);
void lrviz_deflater_free(uintptr_t deflater);
/// Packs some of fewer than 4 GiB of `bytes`, and says how many it has used. All that was taken so far can be unpacked
/// from what is given, once it has been called again as long as it fills `room`.
/// Returns how many bytes are in `room`.
intptr_t lrviz_deflater_take(
    uintptr_t deflater, const void *bytes, intptr_t count, intptr_t *used, void *room, intptr_t size);

/// `SQLITE_TRANSIENT` is a cast, which Swift does not import.
static inline int lrviz_bind_text(sqlite3_stmt *statement, int index, const char *text) {
  return sqlite3_bind_text(statement, index, text, -1, SQLITE_TRANSIENT);
}

enum {
  LRVIZ_YAML_OTHER = 0,
  LRVIZ_YAML_SCALAR = 1,
  LRVIZ_YAML_ALIAS = 2,
  LRVIZ_YAML_MAP = 3,
  LRVIZ_YAML_LIST = 4,
  /// The end of a map or list.
  LRVIZ_YAML_END = 5,
  LRVIZ_YAML_DOCUMENT_END = 6,
  LRVIZ_YAML_DONE = 7,
  LRVIZ_YAML_ERROR = 8,
};

/// What libyaml has read next; the texts live until the next event is asked for.
struct lrviz_yaml_event {
  int32_t kind;
  /// Whether a scalar stands there without quotes.
  int32_t is_plain;
  /// Counted from 0.
  size_t line, column;
  /// A scalar's text, or what is wrong.
  const char *text;
  size_t length;
  /// The name that the value is given, or that an alias stands for; NULL where there is none.
  const char *anchor;
  /// The tag that a value is written with, `!Name`; NULL where there is none.
  const char *tag;
};

/// A reader of YAML as a number, as libyaml's parser holds pointers to itself. The bytes must outlive it. 0 where memory is short.
uintptr_t lrviz_yaml_new(const void *bytes, size_t count);
void lrviz_yaml_free(uintptr_t reader);
struct lrviz_yaml_event lrviz_yaml_next(uintptr_t reader);

#endif
