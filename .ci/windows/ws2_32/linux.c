/* wine tells a SOCKET's descriptor, and a system call made here reaches the Linux kernel: so a socket can be given what wine
   has no way to. Numbers of Linux on x86-64. */
#include "linux.h"
#include <string.h>

enum { SYS_CLOSE = 3, SYS_FSTAT = 5, SYS_IOCTL = 16, SYS_GETSOCKNAME = 51, SYS_SETSOCKOPT = 54, SYS_GETSOCKOPT = 55 };
enum { LINUX_AF_INET6 = 10, LINUX_SIOCGIFNAME = 0x8910, LINUX_IPV6_V6ONLY = 26, LINUX_IP_MULTICAST_IF = 32 };
enum { LINUX_IP_MULTICAST_ALL = 49, LINUX_IPV6_MULTICAST_ALL = 29 };

static long long call(long long number, long long a, const void *b, const void *c, const void *d, long long e)
{
    long long result;
    register const void *fourth __asm__("r10") = d;
    register long long fifth __asm__("r8") = e;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
                     : "rcx", "r11", "memory");
    return result;
}

static const void *number(long long value) { return (const void *) value; }

static int set(const struct linux_socket *socket, int level, int name, const void *value, int length)
{
    static const struct { int linux_error, winsock_error; } errors[] = {
        {9, WSAENOTSOCK},         {12, WSAENOBUFS},      {14, WSAEFAULT},       {19, WSAEADDRNOTAVAIL},
        {22, WSAEINVAL},          {92, WSAENOPROTOOPT},  {95, WSAEOPNOTSUPP},   {97, WSAEAFNOSUPPORT},
        {98, WSAEADDRNOTAVAIL},   {99, WSAEADDRNOTAVAIL}, {105, WSAENOBUFS},
    };
    long long result = call(SYS_SETSOCKOPT, socket->descriptor, number(level), number(name), value, length);
    for (size_t i = 0; result && i < sizeof errors / sizeof *errors; i++)
        if (errors[i].linux_error == -result) return errors[i].winsock_error;
    return result ? WSASYSCALLFAILURE : 0;
}

int linux_open(SOCKET handle, struct linux_socket *socket)
{
    typedef LONG (*to_descriptor)(HANDLE, unsigned, int *, unsigned *);
    to_descriptor tell = (to_descriptor) (void *) GetProcAddress(GetModuleHandleA("ntdll"), "wine_server_handle_to_fd");
    unsigned long long status[32]; /* struct stat is shorter; st_ino follows st_dev */
    unsigned options;
    if (!tell || tell((HANDLE) handle, 0, &socket->descriptor, &options)) return 0;
    if (call(SYS_FSTAT, socket->descriptor, status, 0, 0, 0)) return 0;
    socket->inode = status[1];
    return 1;
}

void linux_close(const struct linux_socket *socket) { call(SYS_CLOSE, socket->descriptor, 0, 0, 0, 0); }

int linux_is_bound(const struct linux_socket *socket)
{
    unsigned char address[128] = {0};
    int length = sizeof address;
    return !call(SYS_GETSOCKNAME, socket->descriptor, address, &length, 0, 0) && (address[2] || address[3]);
}

int linux_is_ipv6_only(const struct linux_socket *socket)
{
    int only = 0, length = sizeof only;
    long long error = call(SYS_GETSOCKOPT, socket->descriptor, number(IPPROTO_IPV6), number(LINUX_IPV6_V6ONLY), &only,
                           (long long) &length);
    return !error && only;
}

int linux_has_interface(const struct linux_socket *socket, ULONG index)
{
    struct { char name[16]; ULONG index; char rest[20]; } request = {{0}, index, {0}}; /* struct ifreq */
    return !call(SYS_IOCTL, socket->descriptor, number(LINUX_SIOCGIFNAME), &request, 0, 0);
}

/* The structs are laid out alike; the family of IPv6 differs, and the numbers of the calls. */
int linux_membership(const struct linux_socket *socket, int level, enum call which, const GROUP_SOURCE_REQ *asked)
{
    static const int numbers[] = {42, 45, 43, 44, 46, 47};
    int length = which <= LEAVE_GROUP ? sizeof(GROUP_REQ) : sizeof(GROUP_SOURCE_REQ);
    GROUP_SOURCE_REQ request = *asked;
    if (level == IPPROTO_IPV6) request.gsr_group.ss_family = request.gsr_source.ss_family = LINUX_AF_INET6;
    return set(socket, level, numbers[which], &request, length);
}

/* Linux may hand a socket what only others have joined; Windows knows no such thing. */
void linux_hear_own_groups_only(const struct linux_socket *socket)
{
    static const int none;
    set(socket, IPPROTO_IP, LINUX_IP_MULTICAST_ALL, &none, sizeof none);
    set(socket, IPPROTO_IPV6, LINUX_IPV6_MULTICAST_ALL, &none, sizeof none);
}

int linux_outgoing_interface(const struct linux_socket *socket, ULONG index)
{
    ULONG request[3] = {0, 0, index}; /* struct ip_mreqn: group, address, index */
    return set(socket, IPPROTO_IP, LINUX_IP_MULTICAST_IF, request, sizeof request);
}
