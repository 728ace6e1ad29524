/* Microsoft's table "Multicast socket option behavior": initial option, conflicting option, error. What it leaves open is as
   RFC 3678 has it. */
#include "rules.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_SOURCES = 64 };
enum mode { NO_MEMBER, ANY_SOURCE, SOME_SOURCES };

struct sources {
    int count;
    SOCKADDR_STORAGE at[MOST_SOURCES];
};

struct member {
    unsigned long long inode;
    ULONG index;
    SOCKADDR_STORAGE group;
    enum mode mode;
    int has_blocked;
    struct sources sources; /* joined, or blocked */
    struct sources dropped; /* since the last join */
    struct member *next;
};

static struct member *members;

static int same(const SOCKADDR_STORAGE *a, const SOCKADDR_STORAGE *b)
{
    if (a->ss_family != b->ss_family) return 0;
    if (a->ss_family == AF_INET)
        return ((struct sockaddr_in *) a)->sin_addr.s_addr == ((struct sockaddr_in *) b)->sin_addr.s_addr;
    return !memcmp(&((struct sockaddr_in6 *) a)->sin6_addr, &((struct sockaddr_in6 *) b)->sin6_addr, 16);
}

static int find_source(const struct sources *sources, const SOCKADDR_STORAGE *source)
{
    for (int i = 0; i < sources->count; i++)
        if (same(&sources->at[i], source)) return i;
    return -1;
}

static void add_source(struct sources *sources, const SOCKADDR_STORAGE *source)
{
    if (sources->count < MOST_SOURCES && find_source(sources, source) < 0) sources->at[sources->count++] = *source;
}

static void remove_source(struct sources *sources, const SOCKADDR_STORAGE *source)
{
    int at = find_source(sources, source);
    if (at >= 0) sources->at[at] = sources->at[--sources->count];
}

/* With an interface its memberships go. */
static struct member *find(const struct linux_socket *socket, const GROUP_SOURCE_REQ *asked)
{
    for (struct member *member = members; member; member = member->next)
        if (member->inode == socket->inode && member->index == asked->gsr_interface
            && same(&member->group, &asked->gsr_group)) {
            if (member->mode != NO_MEMBER && !linux_has_interface(socket, member->index)) member->mode = NO_MEMBER;
            return member;
        }
    return NULL;
}

static struct member *find_or_add(const struct linux_socket *socket, const GROUP_SOURCE_REQ *asked)
{
    struct member *member = find(socket, asked);
    if (member) return member;
    member = calloc(1, sizeof *member);
    if (!member) abort();
    member->inode = socket->inode;
    member->index = asked->gsr_interface;
    member->group = asked->gsr_group;
    member->next = members;
    return members = member;
}

/* Dropping a source twice is another error than dropping what was never there, and so is unblocking. */
int rules_refuse(const struct linux_socket *socket, enum call call, const GROUP_SOURCE_REQ *asked)
{
    static const struct member none;
    const struct member *member = find(socket, asked);
    if (!member) member = &none;
    int listed = find_source(&member->sources, &asked->gsr_source) >= 0;
    int blocking = member->mode == ANY_SOURCE && member->sources.count;
    switch (call) {
    case JOIN_GROUP:
        return blocking ? WSAEINVAL : member->mode ? WSAEADDRNOTAVAIL : 0;
    case LEAVE_GROUP:
        return member->mode ? 0 : WSAEINVAL;
    case JOIN_SOURCE_GROUP:
        return blocking ? WSAEINVAL : member->mode == ANY_SOURCE || listed ? WSAEADDRNOTAVAIL : 0;
    case LEAVE_SOURCE_GROUP:
        if (find_source(&member->dropped, &asked->gsr_source) >= 0) return WSAEADDRNOTAVAIL;
        return member->mode != SOME_SOURCES ? WSAEINVAL : listed ? 0 : WSAEADDRNOTAVAIL;
    case BLOCK_SOURCE:
        return member->mode != ANY_SOURCE ? WSAEINVAL : listed ? WSAEADDRNOTAVAIL : 0;
    default: /* UNBLOCK_SOURCE */
        return member->mode != ANY_SOURCE || !member->has_blocked ? WSAEINVAL : listed ? 0 : WSAEADDRNOTAVAIL;
    }
}

static void clear(struct member *member, enum mode mode)
{
    member->mode = mode;
    member->has_blocked = 0;
    member->sources.count = 0;
}

void rules_note(const struct linux_socket *socket, enum call call, const GROUP_SOURCE_REQ *asked)
{
    struct member *member = find_or_add(socket, asked);
    const SOCKADDR_STORAGE *source = &asked->gsr_source;
    switch (call) {
    case JOIN_GROUP:
        clear(member, ANY_SOURCE);
        member->dropped.count = 0;
        break;
    case LEAVE_GROUP:
        clear(member, NO_MEMBER);
        break;
    case JOIN_SOURCE_GROUP:
        if (!member->mode) {
            clear(member, SOME_SOURCES);
            member->dropped.count = 0;
        }
        remove_source(&member->dropped, source);
        add_source(&member->sources, source);
        break;
    case LEAVE_SOURCE_GROUP:
        remove_source(&member->sources, source);
        add_source(&member->dropped, source);
        if (!member->sources.count) clear(member, NO_MEMBER);
        break;
    case BLOCK_SOURCE:
        member->has_blocked = 1;
        add_source(&member->sources, source);
        break;
    default: /* UNBLOCK_SOURCE */
        remove_source(&member->sources, source);
    }
}
