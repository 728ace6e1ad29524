/* The Linux socket beneath a SOCKET of wine. */
#ifndef LINUX_H
#define LINUX_H

#include <winsock2.h>
#include <ws2tcpip.h>

/* The RFC 3678 calls, in the order of Windows' numbers, MCAST_JOIN_GROUP (41) first. */
enum call { JOIN_GROUP, LEAVE_GROUP, BLOCK_SOURCE, UNBLOCK_SOURCE, JOIN_SOURCE_GROUP, LEAVE_SOURCE_GROUP };

struct linux_socket {
    int descriptor;
    unsigned long long inode; /* tells it from later ones that get the same SOCKET */
};

/* Opens the descriptor; false when the SOCKET is none. */
int linux_open(SOCKET, struct linux_socket *);
void linux_close(const struct linux_socket *);

int linux_is_bound(const struct linux_socket *);
int linux_is_ipv6_only(const struct linux_socket *);
int linux_has_interface(const struct linux_socket *, ULONG index);
void linux_hear_own_groups_only(const struct linux_socket *);

/* These answer 0 or an error of Winsock's. */
int linux_membership(const struct linux_socket *, int level, enum call, const GROUP_SOURCE_REQ *);
int linux_outgoing_interface(const struct linux_socket *, ULONG index);

#endif
