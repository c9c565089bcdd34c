// SQLite and zlib as they are, and the checksum instruction of the processor.
#ifndef CFORMATS_H
#define CFORMATS_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/// The CRC-32C (Castagnoli) of `count` bytes, with the processor's instruction where it has one.
uint32_t lrviz_crc32c(const void *bytes, size_t count);

/// zlib's CRC-32 of fewer than 4 GiB, by carry-less multiplication where the processor has it.
uint32_t lrviz_crc32(const void *bytes, size_t count);

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

/// `SQLITE_TRANSIENT` is a cast, which Swift does not import.
static inline int lrviz_bind_text(sqlite3_stmt *statement, int index, const char *text) {
  return sqlite3_bind_text(statement, index, text, -1, SQLITE_TRANSIENT);
}

#endif
