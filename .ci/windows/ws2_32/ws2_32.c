/* A ws2_32.dll for JNA alone, found by -Djna.library.path; the JVM keeps wine's. It takes apart what Windows' headers define,
   refuses what Windows refuses, and has the Linux socket beneath do the rest. What is no matter of groups goes to wine.

   WS2_32_WITHOUT=MCAST in the environment: a Winsock that has the calls of RFC 3678 for IPv4 and IPv6 alone, no MCAST_*. */
#define setsockopt wine_setsockopt
#define getsockopt wine_getsockopt
#include "rules.h"
#include <iphlpapi.h>
#include <stddef.h>
#include <string.h>
#undef setsockopt
#undef getsockopt

_Static_assert(sizeof(GROUP_REQ) == 136 && offsetof(GROUP_REQ, gr_group) == 8, "group_req");
_Static_assert(sizeof(GROUP_SOURCE_REQ) == 264 && offsetof(GROUP_SOURCE_REQ, gsr_source) == 136, "group_source_req");

enum { OTHER = -1 }; /* no membership call */

static SRWLOCK lock = SRWLOCK_INIT;
static struct { unsigned long long inode; ULONG index; } outgoing[4096]; /* IPv4 interfaces set by index, newest first */

static FARPROC of_wine(const char *name)
{
    return GetProcAddress(LoadLibraryA("C:\\windows\\system32\\ws2_32.dll"), name);
}

static int wine_set(SOCKET socket, int level, int name, const char *value, int length)
{
    typedef int(WSAAPI * setter)(SOCKET, int, int, const char *, int);
    return ((setter) (void *) of_wine("setsockopt"))(socket, level, name, value, length);
}

static int wine_get(SOCKET socket, int level, int name, char *value, int *length)
{
    typedef int(WSAAPI * getter)(SOCKET, int, int, char *, int *);
    return ((getter) (void *) of_wine("getsockopt"))(socket, level, name, value, length);
}

static int has_mcast(void)
{
    char without[16] = "";
    GetEnvironmentVariableA("WS2_32_WITHOUT", without, sizeof without);
    return strcmp(without, "MCAST");
}

static IP_ADAPTER_ADDRESSES *adapters(ULONG family)
{
    static char room[1 << 16];
    ULONG size = sizeof room;
    return GetAdaptersAddresses(family, 0, NULL, (IP_ADAPTER_ADDRESSES *) room, &size) ? NULL : (void *) room;
}

static ULONG index_of_address(IN_ADDR address)
{
    for (IP_ADAPTER_ADDRESSES *each = adapters(AF_INET); each; each = each->Next)
        for (IP_ADAPTER_UNICAST_ADDRESS *has = each->FirstUnicastAddress; has; has = has->Next)
            if (!memcmp(&((struct sockaddr_in *) has->Address.lpSockaddr)->sin_addr, &address, sizeof address))
                return each->IfIndex;
    return 0;
}

/* By the routes, which wine knows of IPv4 alone. */
static ULONG default_index(const SOCKADDR_STORAGE *group)
{
    DWORD best;
    if (!GetBestInterfaceEx((struct sockaddr *) group, &best)) return best;
    for (IP_ADAPTER_ADDRESSES *each = adapters(AF_INET6); each; each = each->Next)
        if (each->IfType != IF_TYPE_SOFTWARE_LOOPBACK && each->OperStatus == IfOperStatusUp) return each->Ipv6IfIndex;
    return 0;
}

/* 0.x.x.x in network order is an index. */
static ULONG index_of(IN_ADDR interface_)
{
    ULONG host_order = __builtin_bswap32(interface_.s_addr);
    return host_order >> 24 ? index_of_address(interface_) : host_order;
}

static void put(SOCKADDR_STORAGE *at, IN_ADDR address)
{
    at->ss_family = AF_INET;
    ((struct sockaddr_in *) at)->sin_addr = address;
}

static int copy(void *to, const char *value, int length, size_t size)
{
    if (length < (int) size) return 0;
    memcpy(to, value, size);
    return 1;
}

/* MCAST_*, either level. */
static int from_either(int name, const char *value, int length, GROUP_SOURCE_REQ *request)
{
    size_t size = name <= MCAST_LEAVE_GROUP ? sizeof(GROUP_REQ) : sizeof(GROUP_SOURCE_REQ);
    return copy(request, value, length, size) ? name - MCAST_JOIN_GROUP : WSAEFAULT;
}

/* IP_ADD_MEMBERSHIP and its like. */
static int from_ipv4(int name, const char *value, int length, GROUP_SOURCE_REQ *request)
{
    static const enum call sourced[] = {JOIN_SOURCE_GROUP, LEAVE_SOURCE_GROUP, BLOCK_SOURCE, UNBLOCK_SOURCE};
    struct ip_mreq group;
    struct ip_mreq_source source;
    if (name == IP_ADD_MEMBERSHIP || name == IP_DROP_MEMBERSHIP) {
        if (!copy(&group, value, length, sizeof group)) return WSAEFAULT;
        put(&request->gsr_group, group.imr_multiaddr);
        request->gsr_interface = index_of(group.imr_interface);
        return name == IP_ADD_MEMBERSHIP ? JOIN_GROUP : LEAVE_GROUP;
    }
    if (!copy(&source, value, length, sizeof source)) return WSAEFAULT;
    put(&request->gsr_group, source.imr_multiaddr);
    put(&request->gsr_source, source.imr_sourceaddr);
    request->gsr_interface = index_of(source.imr_interface);
    return sourced[name - IP_ADD_SOURCE_MEMBERSHIP];
}

static int from_ipv6(int name, const char *value, int length, GROUP_SOURCE_REQ *request)
{
    struct ipv6_mreq group;
    if (!copy(&group, value, length, sizeof group)) return WSAEFAULT;
    request->gsr_group.ss_family = AF_INET6;
    ((struct sockaddr_in6 *) &request->gsr_group)->sin6_addr = group.ipv6mr_multiaddr;
    request->gsr_interface = group.ipv6mr_interface;
    return name == IPV6_ADD_MEMBERSHIP ? JOIN_GROUP : LEAVE_GROUP;
}

/* Which membership call it is, or OTHER, or an error. */
static int take_apart(int level, int name, const char *value, int length, GROUP_SOURCE_REQ *request)
{
    memset(request, 0, sizeof *request);
    if (level != IPPROTO_IP && level != IPPROTO_IPV6) return OTHER;
    if (name >= MCAST_JOIN_GROUP && name <= MCAST_LEAVE_SOURCE_GROUP)
        return has_mcast() ? from_either(name, value, length, request) : WSAENOPROTOOPT;
    if (level == IPPROTO_IP
        && (name == IP_ADD_MEMBERSHIP || name == IP_DROP_MEMBERSHIP
            || (name >= IP_ADD_SOURCE_MEMBERSHIP && name <= IP_UNBLOCK_SOURCE)))
        return from_ipv4(name, value, length, request);
    if (level == IPPROTO_IPV6 && (name == IPV6_ADD_MEMBERSHIP || name == IPV6_DROP_MEMBERSHIP))
        return from_ipv6(name, value, length, request);
    return OTHER;
}

static int membership(const struct linux_socket *socket, int level, enum call call, GROUP_SOURCE_REQ *request)
{
    int family = level == IPPROTO_IP ? AF_INET : AF_INET6;
    if (!linux_is_bound(socket)) return WSAEINVAL;
    if (request->gsr_group.ss_family != family) return WSAEINVAL;
    if (call > LEAVE_GROUP && request->gsr_source.ss_family != family) return WSAEINVAL;
    if (family == AF_INET && linux_is_ipv6_only(socket)) return WSAEINVAL;
    if (!request->gsr_interface) request->gsr_interface = default_index(&request->gsr_group);
    linux_hear_own_groups_only(socket);
    int error = rules_refuse(socket, call, request);
    if (!error) error = linux_membership(socket, level, call, request);
    if (!error) rules_note(socket, call, request);
    return error;
}

/* Microsoft: an index is read back in host order after an index, an address after an address. */
static int *outgoing_of(const struct linux_socket *socket)
{
    for (size_t i = 0; i < sizeof outgoing / sizeof *outgoing && outgoing[i].inode; i++)
        if (outgoing[i].inode == socket->inode) return (int *) &outgoing[i].index;
    memmove(outgoing + 1, outgoing, sizeof outgoing - sizeof *outgoing);
    outgoing[0].inode = socket->inode;
    outgoing[0].index = 0;
    return (int *) &outgoing[0].index;
}

static int set_outgoing(SOCKET handle, const struct linux_socket *socket, const char *value, int *result)
{
    ULONG index = __builtin_bswap32(*(const ULONG *) value);
    int by_index = !(index >> 24), error = 0;
    if (by_index) error = linux_outgoing_interface(socket, index);
    else *result = wine_set(handle, IPPROTO_IP, IP_MULTICAST_IF, value, sizeof index);
    if (!error && !*result) *outgoing_of(socket) = by_index ? (int) index : 0;
    return error;
}

__declspec(dllexport) int WSAAPI setsockopt(SOCKET handle, int level, int name, const char *value, int length)
{
    GROUP_SOURCE_REQ request;
    struct linux_socket socket;
    int is_outgoing = level == IPPROTO_IP && name == IP_MULTICAST_IF && length == sizeof(ULONG);
    int call = take_apart(level, name, value, length, &request), result = 0, error;
    if ((call == OTHER && !is_outgoing) || !linux_open(handle, &socket))
        return wine_set(handle, level, name, value, length);
    AcquireSRWLockExclusive(&lock);
    if (is_outgoing) error = set_outgoing(handle, &socket, value, &result);
    else error = call > LEAVE_SOURCE_GROUP ? call : membership(&socket, level, call, &request);
    ReleaseSRWLockExclusive(&lock);
    linux_close(&socket);
    if (error) SetLastError(error);
    return error ? SOCKET_ERROR : result;
}

__declspec(dllexport) int WSAAPI getsockopt(SOCKET handle, int level, int name, char *value, int *length)
{
    struct linux_socket socket;
    int index = 0;
    if (level == IPPROTO_IP && name == IP_MULTICAST_IF && linux_open(handle, &socket)) {
        AcquireSRWLockExclusive(&lock);
        index = *outgoing_of(&socket);
        ReleaseSRWLockExclusive(&lock);
        linux_close(&socket);
    }
    if (!index || *length < (int) sizeof index) return wine_get(handle, level, name, value, length);
    memcpy(value, &index, *length = sizeof index);
    return 0;
}
