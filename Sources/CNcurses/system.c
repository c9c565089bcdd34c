#define _GNU_SOURCE 1
#include "CNcurses.h"
#include <wchar.h>

bool cn_is_single_width(uint32_t scalar) { return wcwidth((wchar_t)scalar) == 1; }

int cn_poll(struct pollfd *descriptors, int count, int64_t nanoseconds) {
  struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
  return ppoll(descriptors, (nfds_t)count, nanoseconds < 0 ? NULL : &time, NULL);
}
