/* What Swift cannot import of the system, or imports awkwardly: one small function for each obstacle. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* locale.c */

enum {
  CS_LOCALE_UTF8,       /* the environment's locale, or C.UTF-8 in its place */
  CS_LOCALE_OTHER,      /* a locale that is not UTF-8 */
  CS_LOCALE_MISSING,    /* one that is named UTF-8, but neither it nor C.UTF-8 is installed */
};

/* Adopts the environment's LC_CTYPE. A UTF-8 locale that is not installed, as ssh passes them on, is replaced by C.UTF-8;
   with `force` any other locale is, too. */
int cs_adopt_locale(bool force);
/* The variable that names the locale, and its value; NULL if none is set. */
const char *cs_locale_variable(void);
const char *cs_locale_name(void);

/* window.c */

/* The size the kernel keeps for the terminal; false where it keeps none. */
bool cs_window_size(int terminal, int *rows, int *columns);

/* files.c */

/* A file without a name in a directory, open for writing (O_TMPFILE, a macro Swift does not import); -1 and errno where
   the file system has none. */
int cs_open_nameless(const char *directory, unsigned mode);

/* numbers.c */

/* What printf makes of a number with the conversion 'e', 'f' or 'g' and so many decimals (of 'g', digits). Swift can call
   vsnprintf, but searches all its types for each number that it puts into a va_list. */
void cs_print_number(char *text, size_t size, char conversion, int decimals, double value);

/* helper.c */

/* Begins `work(of)` on a thread that waits for such work, and is made when it is first asked for; false where it is busy or
   cannot be had. Who was told true must call `cs_helper_end`, which waits for the end of the work. */
bool cs_helper_begin(void (*work)(void *of), void *of);
void cs_helper_end(void);

/* mounts.c */

/* Whether a path lies on a file system whose changes the kernel may not hear of, since others write to it: NFS, SMB, FUSE
   and the like. */
bool cs_is_remote(const char *path);

/* memory.c */

/* Gives the system back what the allocator holds and nobody uses, and the pages of a buffer whose contents are of no more
   interest: they read as zeros then. */
void cs_give_back(void *buffer, size_t size);

/* commit.c */

/* The 40 digits of the commit that a release was built from; empty in any other build. */
void cs_commit(char text[41]);
