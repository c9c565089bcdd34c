#define _GNU_SOURCE
#include "CSystem.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void cs_give_back(void *buffer, size_t size) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
#if defined(__linux__)
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t first = ((uintptr_t)buffer + page - 1) / page * page;
  uintptr_t end = ((uintptr_t)buffer + size) / page * page;
  if (end > first) madvise((void *)first, end - first, MADV_DONTNEED);
#else
  (void)buffer;
  (void)size;
#endif
}
