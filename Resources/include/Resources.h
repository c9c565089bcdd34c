#pragma once

#include <stddef.h>
#include <stdint.h>

/// The digits data set: images of 65 bytes, see Resources/README.md for format, source and licence.
const uint8_t *lrviz_digits_bytes(void);

/// The length of the digits data set in bytes.
size_t lrviz_digits_count(void);
