#define _GNU_SOURCE 1
#include "CSystem.h"
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};

const char *cs_locale_variable(void) {
  for (unsigned i = 0; i < sizeof variables / sizeof variables[0]; i++) {
    const char *value = getenv(variables[i]);
    if (value != NULL && *value != 0) return variables[i];
  }
  return NULL;
}

const char *cs_locale_name(void) {
  const char *variable = cs_locale_variable();
  return variable == NULL ? NULL : getenv(variable);
}

/* language_TERRITORY.codeset@modifier */
static bool is_named_utf8(const char *name) {
  const char *codeset = name == NULL ? NULL : strchr(name, '.');
  if (codeset == NULL) return false;
  size_t length = strcspn(++codeset, "@");
  return (length == 5 && strncasecmp(codeset, "UTF-8", 5) == 0) || (length == 4 && strncasecmp(codeset, "UTF8", 4) == 0);
}

/* Only this category: the others are a dozen files to open, and numbers are written the C way. */
static bool adopt(const char *name) {
  return setlocale(LC_CTYPE, name) != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int cs_adopt_locale(bool force) {
  if (adopt("")) return CS_LOCALE_UTF8;
  bool named = is_named_utf8(cs_locale_name());
  if ((named || force) && (adopt("C.UTF-8") || adopt("C.utf8") || adopt("en_US.UTF-8"))) return CS_LOCALE_UTF8;
  setlocale(LC_CTYPE, "");
  return named ? CS_LOCALE_MISSING : CS_LOCALE_OTHER;
}
