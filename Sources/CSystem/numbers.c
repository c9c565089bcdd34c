#include "CSystem.h"
#include <stdio.h>

void cs_print_number(char *text, size_t size, char conversion, int decimals, double value) {
  switch (conversion) {
  case 'e': snprintf(text, size, "%.*e", decimals, value); break;
  case 'f': snprintf(text, size, "%.*f", decimals, value); break;
  default: snprintf(text, size, "%.*g", decimals, value); break;
  }
}
