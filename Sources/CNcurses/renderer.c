/* ncurses never sees the terminal: its output file is a memfd. So its many small writes (one per cursor motion)
   cost next to nothing, a frame leaves as the single write(2) of the caller, and nothing it does to termios,
   at its own moment, can matter. */
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static FILE *output;
static int frame_file = -1;
static uint8_t *frame;
static size_t mapped;

enum { RUN_LIMIT = 1024, MAP_UNIT = 1 << 16 };

static bool open_output(void) {
  frame_file = memfd_create("lrviz-frame", MFD_CLOEXEC);
  if (frame_file < 0) return false;
  output = fdopen(frame_file, "w");
  return output != NULL;
}

static void configure(void) {
  typeahead(-1); /* else doupdate polls the keyboard and gives up when a key waits */
  nonl();
  leaveok(stdscr, TRUE);
  /* One endwin() before the first update makes ncurses 6.4 buffer its output instead of flushing at every cursor
     motion, and makes the first update enter the alternate screen. Its bytes are thrown away by the next frame. */
  endwin();
}

int cn_renderer_open(void) {
  if (!open_output()) return CN_RENDERER_SYSTEM;
  /* The kernel's size counts, not these. Not use_env(FALSE): entries without a size (linux) fail then. */
  unsetenv("LINES");
  unsetenv("COLUMNS");
  screen = newterm(NULL, output, stdin);
  char cup[64];
  if (screen == NULL || cn_capability("cup", 0, 0, cup, sizeof cup) == 0) {
    cn_renderer_close();
    return CN_RENDERER_UNKNOWN_TERMINAL;
  }
  configure();
  return CN_RENDERER_OK;
}

void cn_renderer_close(void) {
  if (screen != NULL) {
    endwin();
    delscreen(screen);
  }
  if (frame != NULL) munmap(frame, mapped);
  if (output != NULL) fclose(output);
  screen = NULL, frame = NULL, output = NULL, mapped = 0, frame_file = -1;
}

/* resize_term, not resizeterm: the latter queues a KEY_RESIZE nobody reads. */
void cn_renderer_resize(int rows, int columns) {
  resize_term(rows, columns);
  leaveok(stdscr, TRUE);
  cn_renderer_repaint();
}

int cn_renderer_start_colors(void) {
  if (!has_colors() || start_color() == ERR || use_default_colors() == ERR) return 0;
  return COLORS;
}

int cn_renderer_pair_limit(void) { return COLOR_PAIRS; }

bool cn_renderer_define_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

void cn_renderer_erase(void) { werase(stdscr); }

static attr_t ncurses_attributes(unsigned attributes) {
  attr_t result = A_NORMAL;
  if (attributes & CN_BOLD) result |= A_BOLD;
  if (attributes & CN_DIM) result |= A_DIM;
  if (attributes & CN_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & CN_REVERSE) result |= A_REVERSE;
  return result;
}

void cn_renderer_put(
    int row, int column, const uint32_t *scalars, int count, unsigned attributes, int pair) {
  static cchar_t cells[RUN_LIMIT];
  cchar_t model;
  if (count > RUN_LIMIT) count = RUN_LIMIT;
  setcchar(&model, L" ", ncurses_attributes(attributes), (short)pair, &pair);
  for (int i = 0; i < count; i++) {
    cells[i] = model;
    cells[i].chars[0] = (wchar_t)scalars[i];
  }
  mvwadd_wchnstr(stdscr, row, column, cells, count);
}

/* After this the next frame enters the alternate screen again and draws everything. */
void cn_renderer_leave(void) {
  endwin();
  cn_renderer_repaint();
}

void cn_renderer_repaint(void) { clearok(curscr, TRUE); }

/* Makes the first `count` bytes of the frame file addressable. */
static bool map_frame(size_t count) {
  if (count <= mapped) return true;
  size_t wanted = (count + MAP_UNIT - 1) / MAP_UNIT * MAP_UNIT;
  if (ftruncate(frame_file, (off_t)wanted) != 0) return false;
  int access = PROT_READ | PROT_WRITE;
  void *map = frame == NULL ? mmap(NULL, wanted, access, MAP_SHARED, frame_file, 0)
                            : mremap(frame, mapped, wanted, MREMAP_MAYMOVE);
  if (map == MAP_FAILED) return false;
  frame = map;
  mapped = wanted;
  return true;
}

/* head, what ncurses has to say, tail: the bytes that bring the screen up to date, valid until the next call.
   Without changes there is nothing to frame and the count is 0. */
const uint8_t *cn_renderer_frame(
    const uint8_t *head, size_t head_count, const uint8_t *tail, size_t tail_count, size_t *count) {
  *count = 0;
  lseek(frame_file, (off_t)head_count, SEEK_SET);
  wnoutrefresh(stdscr);
  doupdate();
  off_t end = lseek(frame_file, 0, SEEK_CUR);
  if (end <= (off_t)head_count || !map_frame((size_t)end + tail_count)) return NULL;
  if (head_count > 0) memcpy(frame, head, head_count);
  if (tail_count > 0) memcpy(frame + end, tail, tail_count);
  *count = (size_t)end + tail_count;
  return frame;
}
