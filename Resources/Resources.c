#include "Resources.h"

// `#embed` is C23; SwiftPM cannot raise the standard of one target only.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998,
// doi:10.24432/C50P49, CC BY 4.0.
static const uint8_t digits[] = {
#embed "digits.bin"
};

// Functions, not an array: Swift would import the array as a tuple of 116,805 elements.
const uint8_t *lrviz_digits_bytes(void) { return digits; }

size_t lrviz_digits_count(void) { return sizeof digits; }
