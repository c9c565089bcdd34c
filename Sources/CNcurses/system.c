#define _GNU_SOURCE 1
#include "CNcurses.h"
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

bool cn_is_single_width(uint32_t scalar) { return wcwidth((wchar_t)scalar) == 1; }

int cn_poll(struct pollfd *descriptors, int count, int64_t nanoseconds) {
  struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
  return ppoll(descriptors, (nfds_t)count, nanoseconds < 0 ? NULL : &time, NULL);
}

/* Starting runs through code that is never run again: the argument parser, the catalog, terminfo; and training
   through code that a finished run needs no more. All of it counts as this program's memory until it ends. It stays in
   the page cache, from where what is still needed comes back. */
void cn_forget_code(void) {
  extern const char __executable_start[], etext[];
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t start = (uintptr_t)__executable_start & ~(page - 1), end = (uintptr_t)etext & ~(page - 1);
  if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
}
