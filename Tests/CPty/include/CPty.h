/* A program on a new pseudo-terminal, for tests: Swift cannot fork. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

/* Starts `path` as leader of a new session on a new terminal of the given size. Returns its pid, the master end
   (non-blocking) and the line discipline before the program could touch it; or -1 with errno. */
pid_t pty_spawn(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int *master,
    struct termios *initial);
bool pty_resize(int master, int rows, int columns);
/* The exit status in a shell's terms (128 + signal), or -1 while it runs. */
int pty_status(pid_t pid);
/* The folder of the test bundle, where the built programs are; in one buffer, so not for two threads at once. */
const char *pty_build_directory(void);
