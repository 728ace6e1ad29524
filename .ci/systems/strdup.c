/* What JNA's library wants of the GNU C library and musl has by its usual name alone. */
#include <string.h>

char *__strdup(const char *text) { return strdup(text); }
