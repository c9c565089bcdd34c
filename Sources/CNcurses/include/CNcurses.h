/* What Terminal needs of ncurses, terminfo and POSIX signals, with the state kept in the .c files.
   <ncurses.h> itself stays out: its macros and globals do not import into Swift, and its names collide. */
#pragma once
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/eventfd.h> /* not in the Glibc module */
#include <termios.h>

/* renderer.c: ncurses as an engine that turns cells into the bytes that change the screen. */

enum {
  CN_RENDERER_OK,
  CN_RENDERER_UNKNOWN_TERMINAL, /* no terminfo entry, or one too poor to address the cursor */
  CN_RENDERER_SYSTEM,           /* errno says why */
};

enum { CN_BOLD = 1, CN_DIM = 2, CN_UNDERLINE = 4, CN_REVERSE = 8 };

int cn_renderer_open(void);
void cn_renderer_close(void);
void cn_renderer_resize(int rows, int columns);
int cn_renderer_start_colors(void);
int cn_renderer_pair_limit(void);
bool cn_renderer_define_pair(int pair, int foreground, int background);
void cn_renderer_erase(void);
void cn_renderer_put(
    int row, int column, const uint32_t *scalars, int count, unsigned attributes, int pair);
void cn_renderer_leave(void);
void cn_renderer_repaint(void);
const uint8_t *cn_renderer_frame(
    const uint8_t *head, size_t head_count, const uint8_t *tail, size_t tail_count, size_t *count);

/* terminfo.c: capabilities as bytes, parameters applied, padding removed. */

size_t cn_capability(const char *name, int first, int second, char *out, size_t capacity);
int cn_capability_number(const char *name);

/* signals.c: signals as bytes in a pipe. */

int cn_signals_open(void);
void cn_signals_close(void);
void cn_signals_stop(bool whole_group);

/* guard.c: the terminal given back, by close and by a crash alike. */

/* The longest string that gives a terminal back: it is kept where a crash cannot have damaged the heap. */
enum { CN_RESTORE_LIMIT = 512 };

/* False, and nothing is armed, if `restore` is longer than that: half of it could leave the terminal in any state. */
bool cn_guard_arm(int terminal, const struct termios *modes, const char *restore, size_t count);
void cn_guard_set_entered(bool entered);
void cn_guard_give_back(void);
void cn_guard_disarm(void);
void cn_stderr_capture(void);
void cn_stderr_release(void);

/* One column wide in this locale. */
bool cn_is_single_width(uint32_t scalar);
/* ppoll, which the Glibc module lacks; negative nanoseconds: forever. */
int cn_poll(struct pollfd *descriptors, int count, int64_t nanoseconds);
