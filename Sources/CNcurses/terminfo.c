#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include <ncurses.h>
#include <term.h>

static char *sink;
static size_t sink_count, sink_capacity;

static int collect(int byte) {
  if (sink_count < sink_capacity) sink[sink_count++] = (char)byte;
  return byte;
}

/* The number of bytes written to `out`; 0 where the terminal has no such capability. tputs is the only public
   way to drop the padding marks of old terminals. */
size_t cn_capability(const char *name, int first, int second, char *out, size_t capacity) {
  char *text = tigetstr(name);
  if (text == NULL || text == (char *)-1) return 0;
  char *applied = tiparm(text, first, second);
  if (applied == NULL) return 0;
  sink = out, sink_count = 0, sink_capacity = capacity;
  tputs(applied, 1, collect);
  return sink_count;
}

/* -1 where the terminal has no such capability. */
int cn_capability_number(const char *name) {
  int number = tigetnum(name);
  return number < 0 ? -1 : number;
}
