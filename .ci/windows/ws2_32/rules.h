/* What a socket of Windows is a member of, and which calls it refuses for that. */
#ifndef RULES_H
#define RULES_H

#include "linux.h"

/* The error that Windows has for a call on a socket, or 0. */
int rules_refuse(const struct linux_socket *, enum call, const GROUP_SOURCE_REQ *);

/* Notes that the call was made. */
void rules_note(const struct linux_socket *, enum call, const GROUP_SOURCE_REQ *);

#endif
