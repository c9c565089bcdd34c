#include "CSystem.h"

/* A section of its own, which Scripts/make-dist overwrites in the linked program: a commit named in the sources would
   compile them all again. Volatile, as the compiler must not know what is in it. */
__attribute__((section(".lrviz_commit"), used)) static const volatile char commit[41] = "";

void cs_commit(char text[41]) {
  for (int i = 0; i < 41; i++) text[i] = commit[i];
  text[40] = 0;
}
