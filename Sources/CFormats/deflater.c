#include "CFormats.h"

#include <stdlib.h>

uintptr_t lrviz_deflater_new(void) {
  z_stream *stream = calloc(1, sizeof *stream);
  if (stream && deflateInit(stream, 6) != Z_OK) {
    free(stream);
    stream = NULL;
  }
  return (uintptr_t)stream;
}

void lrviz_deflater_free(uintptr_t handle) {
  z_stream *stream = (z_stream *)handle;
  if (!stream) return;
  deflateEnd(stream);
  free(stream);
}

intptr_t lrviz_deflater_take(
    uintptr_t handle, const void *bytes, intptr_t count, intptr_t *used, void *room, intptr_t size) {
  z_stream *stream = (z_stream *)handle;
  *used = 0;
  if (!stream) return 0;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)count;
  stream->next_out = room;
  stream->avail_out = (uInt)size;
  deflate(stream, Z_SYNC_FLUSH);
  *used = count - stream->avail_in;
  return size - stream->avail_out;
}
