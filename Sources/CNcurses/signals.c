/* Signals wake the event loop as bytes in a pipe: the handler does nothing else. */
#define _GNU_SOURCE 1
#include "CNcurses.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT, SIGPIPE};
enum { CAUGHT = sizeof caught / sizeof caught[0] };
static struct sigaction before[CAUGHT];
static int pipe_ends[2] = {-1, -1};

static void post(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(pipe_ends[1], &byte, 1);
  (void)ignored; /* a full pipe wakes the reader all the same */
  errno = saved;
}

static void catch_signal(int index) {
  struct sigaction action = {.sa_handler = caught[index] == SIGPIPE ? SIG_IGN : post, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(caught[index], NULL, &before[index]);
  /* What the parent ignores (nohup, a shell without job control) stays ignored. */
  if (before[index].sa_handler != SIG_IGN) sigaction(caught[index], &action, NULL);
}

/* The end to poll and read signal numbers from, or -1 with errno. Call before newterm, which catches what it
   finds uncaught. */
int cn_signals_open(void) {
  if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  for (int i = 0; i < CAUGHT; i++) catch_signal(i);
  return pipe_ends[0];
}

/* The signals as they were before; the pipe stays, as a late handler may still hold its end. */
void cn_signals_close(void) {
  for (int i = 0; i < CAUGHT; i++) sigaction(caught[i], &before[i], NULL);
}

/* Stops as Ctrl-Z does, and returns when continued: the default action of SIGTSTP rather than SIGSTOP, so that a
   process no shell could wake (an orphaned group) does not stop. */
void cn_signals_stop(bool whole_group) {
  struct sigaction usual, ours;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, NULL, &ours);
  if (ours.sa_handler == SIG_IGN) return;
  sigaction(SIGTSTP, &usual, NULL);
  if (whole_group) kill(0, SIGTSTP);
  else raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}
