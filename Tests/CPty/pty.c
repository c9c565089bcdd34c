#define _GNU_SOURCE 1
#include "CPty.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child of a threaded program: system calls only. */
static void become(const char *path, char *const arguments[], char *const environment[], int terminal) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  setsid();
  ioctl(terminal, TIOCSCTTY, 0);
  for (int file = 0; file < 3; file++) dup2(terminal, file);
  close_range(3, UINT_MAX, 0);
  execve(path, arguments, environment);
  _exit(127);
}

pid_t pty_spawn(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int *master,
    struct termios *initial) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int terminal;
  if (openpty(master, &terminal, NULL, NULL, &size) != 0) return -1;
  tcgetattr(*master, initial);
  fcntl(*master, F_SETFD, FD_CLOEXEC);
  fcntl(*master, F_SETFL, O_NONBLOCK);
  pid_t pid = fork();
  if (pid == 0) become(path, arguments, environment, terminal);
  close(terminal);
  if (pid < 0) close(*master);
  return pid;
}

bool pty_resize(int master, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(master, TIOCSWINSZ, &size) == 0;
}

int pty_status(pid_t pid) {
  int status;
  if (waitpid(pid, &status, WNOHANG) != pid) return -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

const char *pty_build_directory(void) {
  static char path[PATH_MAX];
  Dl_info info;
  if (dladdr((void *)(uintptr_t)pty_build_directory, &info) == 0 || !realpath(info.dli_fname, path)) return "";
  char *slash = strrchr(path, '/');
  if (slash != NULL) *slash = 0;
  return path;
}
