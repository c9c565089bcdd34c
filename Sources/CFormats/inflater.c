#include "CFormats.h"

#include <stdlib.h>

static const intptr_t bomb_size = 256 << 20;
static const intptr_t bomb_ratio = 400;

struct inflater {
  z_stream stream;
  intptr_t taken;
  intptr_t total;
  int32_t state;
};

uintptr_t lrviz_inflater_new(void) {
  struct inflater *inflater = calloc(1, sizeof *inflater);
  if (!inflater) return 0;
  // 15 bits of window, and the kind of header found by itself.
  if (inflateInit2(&inflater->stream, 15 + 32) != Z_OK) inflater->state = LRVIZ_INFLATER_DAMAGED;
  return (uintptr_t)inflater;
}

void lrviz_inflater_free(uintptr_t handle) {
  struct inflater *inflater = (struct inflater *)handle;
  if (!inflater) return;
  inflateEnd(&inflater->stream);
  free(inflater);
}

int32_t lrviz_inflater_state(uintptr_t handle) {
  struct inflater *inflater = (struct inflater *)handle;
  return inflater ? inflater->state : LRVIZ_INFLATER_DAMAGED;
}

intptr_t lrviz_inflater_take(
    uintptr_t handle, const void *bytes, intptr_t count, intptr_t *used, void *room, intptr_t size, intptr_t limit) {
  struct inflater *inflater = (struct inflater *)handle;
  *used = 0;
  if (!inflater || inflater->state >= LRVIZ_INFLATER_DAMAGED || !bytes || count <= 0) return 0;
  z_stream *stream = &inflater->stream;
  // Files are joined by writing one behind the other.
  if (inflater->state == LRVIZ_INFLATER_DONE) {
    if (inflateReset(stream) != Z_OK) return 0;
    inflater->state = LRVIZ_INFLATER_GOING;
  }
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)count;
  stream->next_out = room;
  stream->avail_out = (uInt)size;
  int status = inflate(stream, Z_NO_FLUSH);
  *used = count - stream->avail_in;
  intptr_t made = size - stream->avail_out;
  inflater->taken += *used;
  inflater->total += made;
  if (status == Z_STREAM_END) {
    inflater->state = LRVIZ_INFLATER_DONE;
  } else if (status != Z_OK && status != Z_BUF_ERROR) {
    inflater->state = LRVIZ_INFLATER_DAMAGED;
  }
  // Text packs ten to twenty times; what packs hundreds of times over is made to fill the machine.
  int is_bomb = inflater->total > bomb_size && inflater->total / bomb_ratio > inflater->taken;
  if (inflater->total > limit || is_bomb) inflater->state = LRVIZ_INFLATER_TOO_LONG;
  return made;
}
