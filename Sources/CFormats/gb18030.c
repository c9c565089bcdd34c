#include "CFormats.h"

#include <iconv.h>

int64_t lrviz_gb18030_to_utf8(const void *bytes, size_t count, void *out, size_t room) {
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == (iconv_t)-1) return -1;
    char *from = (char *)(uintptr_t)bytes;
    char *to = out;
    size_t left = room;
    size_t result = iconv(converter, &from, &count, &to, &left);
    iconv_close(converter);
    return result == (size_t)-1 || count > 0 ? -1 : (int64_t)(room - left);
}
