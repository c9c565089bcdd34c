#define _GNU_SOURCE 1
#include "CSystem.h"
#include <errno.h>
#include <fcntl.h>

int cs_open_nameless(const char *directory, unsigned mode) {
#ifdef O_TMPFILE
  return open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
#else
  (void)directory, (void)mode;
  errno = ENOTSUP;
  return -1;
#endif
}
