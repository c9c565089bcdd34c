/* The way back: one string and one termios, computed while all is well, used by close, suspend and a crash. */
#define _GNU_SOURCE 1
#include "CNcurses.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
enum { FATAL = sizeof fatal / sizeof fatal[0], ALTERNATE_STACK = 1 << 16 };
static struct sigaction before[FATAL];

static int tty = -1;
static struct termios original;
static char restore[CN_RESTORE_LIMIT];
static size_t restore_count;
static volatile sig_atomic_t crashed, entered;

static int real_stderr = -1;
static int captured = -1;

/* All of it, unless the reader is gone or will not read for a tenth of a second: leaving must not hang. */
static bool write_all(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written > 0) {
      bytes += written, count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN) {
      struct pollfd writable = {.fd = file, .events = POLLOUT};
      if (poll(&writable, 1, 100) <= 0) return false;
    } else if (written == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

/* Where the reader has stalled, what it has not read yet is frames that nobody needs any more: they make room for the way
   back, which it reads when it goes on. CAN ends a sequence that was cut. */
static void write_restore(void) {
  static const char cancel = 0x18;
  if (write_all(tty, restore, restore_count)) return;
  if (tcflush(tty, TCOFLUSH) == 0 && write_all(tty, &cancel, 1)) write_all(tty, restore, restore_count);
}

/* Whether the screen has been entered, so that there is something to leave: leaving an alternate screen that was
   not entered moves the cursor. */
void cn_guard_set_entered(bool value) { entered = value; }

void cn_guard_give_back(void) {
  if (tty < 0) return;
  if (entered) write_restore();
  entered = 0;
  while (tcsetattr(tty, TCSANOW, &original) != 0 && errno == EINTR) continue;
}

static int index_of(int number) {
  for (int i = 0; i < FATAL; i++)
    if (fatal[i] == number) return i;
  return 0;
}

/* A fault happens again when the handler returns, now to the old handler, with the true address in its context;
   a signal somebody sent has to be sent again. */
static void crash(int number, siginfo_t *info, void *context) {
  (void)context;
  if (!crashed) {
    crashed = 1;
    cn_guard_give_back();
    cn_stderr_release();
  }
  sigaction(number, &before[index_of(number)], NULL);
  if (info->si_code <= 0) raise(number);
}

/* A stack overflow needs another stack to run its handler on; the Swift runtime may have set one already. */
static void provide_alternate_stack(void) {
  static char memory[ALTERNATE_STACK];
  stack_t current, stack = {.ss_sp = memory, .ss_size = sizeof memory};
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);
}

bool cn_guard_arm(int terminal, const struct termios *modes, const char *text, size_t count) {
  if (count > CN_RESTORE_LIMIT) return false;
  tty = terminal;
  original = *modes;
  restore_count = count;
  memcpy(restore, text, restore_count);
  provide_alternate_stack();
  struct sigaction action = {.sa_sigaction = crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &action, &before[i]);
  return true;
}

void cn_guard_disarm(void) {
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &before[i], NULL);
  tty = -1;
}

/* What is printed to stderr while the screen is up would spoil it: it is kept and shown after. A stderr that is no
   terminal (2>file) is left alone. */
void cn_stderr_capture(void) {
  if (!isatty(STDERR_FILENO)) return;
  captured = memfd_create("lrviz-stderr", MFD_CLOEXEC);
  real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (captured >= 0 && real_stderr >= 0) dup2(captured, STDERR_FILENO);
}

/* Async-signal-safe: a crash shows what was printed before it. */
void cn_stderr_release(void) {
  if (captured < 0 || real_stderr < 0) return;
  dup2(real_stderr, STDERR_FILENO);
  char chunk[4096];
  off_t position = 0;
  for (ssize_t count; (count = pread(captured, chunk, sizeof chunk, position)) > 0; position += count)
    write_all(real_stderr, chunk, (size_t)count);
  close(captured);
  close(real_stderr);
  captured = real_stderr = -1;
}
