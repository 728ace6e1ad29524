/* Has a C compiler write what its system's headers say into the assembler text: nothing is run. FACTS is appended. */
#if defined(_WIN32)
#define _WIN32_WINNT 0x0600
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
typedef GROUP_REQ group_req_t;
typedef GROUP_SOURCE_REQ group_source_req_t;
#elif defined(KERNEL_HEADERS)
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/errno.h>
#include <asm/errno.h>
#include <asm/socket.h>
#define AF_INET 2 /* not in these headers */
#define AF_INET6 10
#define sockaddr_storage __kernel_sockaddr_storage
#else
#define _GNU_SOURCE
#include <sys/socket.h>
#include <netinet/in.h>
#include <errno.h>
#endif
#if !defined(_WIN32)
typedef struct group_req group_req_t;
typedef struct group_source_req group_source_req_t;
#endif
#define OFFSET(type, field) __builtin_offsetof(type, field)
#define FACT(name, value) __asm__ volatile("\n=FACT " name " %c0" : : "i"(value))
#define WIDTH(type, field) sizeof(((type *)0)->field)

void facts(void) {
    FACT("pointer", sizeof(void *));
    FACT("group_req", sizeof(group_req_t));
    FACT("group_req.interface", OFFSET(group_req_t, gr_interface));
    FACT("group_req.interface width", WIDTH(group_req_t, gr_interface));
    FACT("group_req.group", OFFSET(group_req_t, gr_group));
    FACT("group_source_req", sizeof(group_source_req_t));
    FACT("group_source_req.interface", OFFSET(group_source_req_t, gsr_interface));
    FACT("group_source_req.group", OFFSET(group_source_req_t, gsr_group));
    FACT("group_source_req.source", OFFSET(group_source_req_t, gsr_source));
    FACT("sockaddr_storage", sizeof(struct sockaddr_storage));
    FACT("sockaddr_in", sizeof(struct sockaddr_in));
    FACT("sockaddr_in.family", OFFSET(struct sockaddr_in, sin_family));
    FACT("sockaddr_in.family width", WIDTH(struct sockaddr_in, sin_family));
    FACT("sockaddr_in.addr", OFFSET(struct sockaddr_in, sin_addr));
    FACT("sockaddr_in6.family", OFFSET(struct sockaddr_in6, sin6_family));
    FACT("sockaddr_in6.addr", OFFSET(struct sockaddr_in6, sin6_addr));
#if defined(_WIN32)
    FACT("SOCKET", sizeof(SOCKET));
    FACT("SO_UPDATE_ACCEPT_CONTEXT", SO_UPDATE_ACCEPT_CONTEXT);
    FACT("SO_UPDATE_CONNECT_CONTEXT", SO_UPDATE_CONNECT_CONTEXT);
#else
    FACT("group_filter.interface", OFFSET(struct group_filter, gf_interface));
    FACT("group_filter.group", OFFSET(struct group_filter, gf_group));
    FACT("group_filter.fmode", OFFSET(struct group_filter, gf_fmode));
    FACT("group_filter.numsrc", OFFSET(struct group_filter, gf_numsrc));
    FACT("group_filter.slist", OFFSET(struct group_filter, gf_slist));
    FACT("ip_mreqn", sizeof(struct ip_mreqn));
    FACT("ip_mreqn.ifindex", OFFSET(struct ip_mreqn, imr_ifindex));
#endif
#if defined(__linux__)
    FACT("SOL_SOCKET", SOL_SOCKET);
    FACT("SO_BINDTOIFINDEX", SO_BINDTOIFINDEX);
#endif
    FACT("AF_INET", AF_INET);
    FACT("AF_INET6", AF_INET6);
    FACT("MCAST_INCLUDE", MCAST_INCLUDE);
    FACT("MCAST_EXCLUDE", MCAST_EXCLUDE);
    FACT("IPPROTO_IP", IPPROTO_IP);
    FACT("IPPROTO_IPV6", IPPROTO_IPV6);
