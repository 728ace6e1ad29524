/*
 * The physical limit: the same calls without a virtual machine. Reads one command a line, answers one line:
 *   set N | get N | fail N      one option, N times             -> nanoseconds
 *   hold H                      a new socket with H memberships -> 0
 *   pair N | source N           join + leave, block + unblock   -> nanoseconds
 *   open S G                    S sockets with G groups each    -> nanoseconds
 *   close newest|oldest         all of these                    -> nanoseconds
 *   port                        where the socket is bound       -> the port of 127.0.0.1
 *   read N                      datagrams that wait there, by recvmmsg with packet info -> nanoseconds
 *   write N PORT BYTES          datagrams to there, by sendmmsg -> nanoseconds
 * The time is the thread's own, in user and kernel; that of close is the clock on the wall. What fails answers
 * "error: ...". The argument of the program is the interface.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int fd = -1;
static int *opened;
static int count;
static unsigned interface;
static clockid_t clock_used;

static long now(void) {
    struct timespec t;
    clock_gettime(clock_used, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void address(struct sockaddr_storage *out, unsigned host) {
    struct sockaddr_in *in = (struct sockaddr_in *)out;
    memset(out, 0, sizeof *out);
    in->sin_family = AF_INET;
    in->sin_addr.s_addr = htonl(host);
}

static int group(int on, int option, unsigned host) {
    struct group_req request;
    memset(&request, 0, sizeof request);
    request.gr_interface = interface;
    address(&request.gr_group, host);
    return setsockopt(on, IPPROTO_IP, option, &request, sizeof request);
}

static int source(int option, unsigned host, unsigned from) {
    struct group_source_req request;
    memset(&request, 0, sizeof request);
    request.gsr_interface = interface;
    address(&request.gsr_group, host);
    address(&request.gsr_source, from);
    return setsockopt(fd, IPPROTO_IP, option, &request, sizeof request);
}

static unsigned numbered(int i) {
    return 0xEF010000u + i; /* 239.1.0.0 and on */
}

static int set(int n) {
    for (int i = 0; i < n; i++) {
        int value = 4 + (i & 1);
        if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &value, sizeof value)) return -1;
    }
    return 0;
}

static int get(int n) {
    for (int i = 0; i < n; i++) {
        int value;
        socklen_t length = sizeof value;
        if (getsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &value, &length)) return -1;
    }
    return 0;
}

static int fail(int n) { /* an IPv6 option on an AF_INET socket */
    for (int i = 0; i < n; i++) {
        int value = 4;
        if (!setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, &value, sizeof value) || errno != ENOPROTOOPT) return -1;
    }
    return 0;
}

static int pair(int n) {
    for (int i = 0; i < n; i++)
        if (group(fd, MCAST_JOIN_GROUP, 0xEFFF0001u) || group(fd, MCAST_LEAVE_GROUP, 0xEFFF0001u)) return -1;
    return 0;
}

static int change(int n) {
    for (int i = 0; i < n; i++)
        if (source(MCAST_BLOCK_SOURCE, 0xEFFF0002u, 0x0A000005u) || source(MCAST_UNBLOCK_SOURCE, 0xEFFF0002u, 0x0A000005u))
            return -1;
    return 0;
}

static int hold(int n) {
    close(fd);
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    for (int i = 0; i < n; i++)
        if (group(fd, MCAST_JOIN_GROUP, numbered(i))) return -1;
    return fd < 0 ? -1 : 0;
}

static int open_all(int sockets, int groups) {
    opened = calloc(sockets, sizeof *opened);
    count = sockets;
    for (int i = 0; i < sockets; i++) {
        opened[i] = socket(AF_INET, SOCK_DGRAM, 0);
        for (int g = 0; g < groups; g++)
            if (group(opened[i], MCAST_JOIN_GROUP, numbered(i * groups + g))) return -1;
    }
    return 0;
}

static int close_all(int newest_first) {
    for (int i = 0; i < count; i++)
        if (close(opened[newest_first ? count - 1 - i : i])) return -1;
    free(opened);
    return count = 0;
}

enum { BATCH = 32, ROOM = 2048, CONTROL = 128 };
static struct mmsghdr messages[BATCH];
static struct iovec vectors[BATCH];
static struct sockaddr_in names[BATCH];
static char data[BATCH][ROOM], controls[BATCH][CONTROL];

static void prepare(int i, struct sockaddr_in *name, size_t length, size_t control) {
    vectors[i] = (struct iovec){data[i], length};
    messages[i].msg_hdr = (struct msghdr){
        .msg_name = name, .msg_namelen = sizeof *name, .msg_iov = &vectors[i], .msg_iovlen = 1,
        .msg_control = control ? controls[i] : NULL, .msg_controllen = control};
}

static int read_batches(int n) {
    while (n > 0) {
        for (int i = 0; i < BATCH; i++) prepare(i, &names[i], ROOM, CONTROL);
        int got = recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, NULL);
        if (got < 0) return -1;
        for (int i = 0; i < got; i++) {
            struct cmsghdr *info = CMSG_FIRSTHDR(&messages[i].msg_hdr);
            while (info && info->cmsg_type != IP_PKTINFO) info = CMSG_NXTHDR(&messages[i].msg_hdr, info);
            if (!info || !((struct in_pktinfo *)CMSG_DATA(info))->ipi_ifindex) return -1;
        }
        n -= got;
    }
    return 0;
}

static int write_batches(int n, int port, int length) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    while (n > 0) {
        int most = n < BATCH ? n : BATCH;
        for (int i = 0; i < most; i++) prepare(i, &to, length, 0);
        int sent = sendmmsg(fd, messages, most, 0);
        if (sent < 0) return -1;
        n -= sent;
    }
    return 0;
}

static int bind_port(void) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof here;
    int on = 1, room = 1 << 23;
    setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
    setsockopt(fd, IPPROTO_IP, IP_RECVTTL, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    bind(fd, (struct sockaddr *)&here, sizeof here);
    return getsockname(fd, (struct sockaddr *)&here, &length) ? -1 : ntohs(here.sin_port);
}

/* With a second thread the kernel counts references to a descriptor, as it does for every virtual machine. */
static void *idle(void *nothing) {
    pause();
    return nothing;
}

int main(int argc, char **argv) {
    struct rlimit files;
    pthread_t other;
    char line[256];
    interface = argc > 1 ? if_nametoindex(argv[1]) : 1;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (pthread_create(&other, NULL, idle, NULL)) return 1;
    while (fgets(line, sizeof line, stdin)) {
        char word[64] = "", first[64] = "0", second[64] = "0", third[64] = "0";
        sscanf(line, "%63s %63s %63s %63s", word, first, second, third);
        int n = atoi(first), result = -1, prepared = 0;
        errno = 0;
        if (!strcmp(word, "port")) {
            printf("%d\n", bind_port());
            fflush(stdout);
            continue;
        }
        if (!strcmp(word, "source")) prepared = group(fd, MCAST_JOIN_GROUP, 0xEFFF0002u);
        clock_used = !strcmp(word, "close") ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
        long before = now();
        if (prepared) result = -1;
        else if (!strcmp(word, "set")) result = set(n);
        else if (!strcmp(word, "get")) result = get(n);
        else if (!strcmp(word, "fail")) result = fail(n);
        else if (!strcmp(word, "hold")) result = hold(n);
        else if (!strcmp(word, "pair")) result = pair(n);
        else if (!strcmp(word, "source")) result = change(n);
        else if (!strcmp(word, "read")) result = read_batches(n);
        else if (!strcmp(word, "write")) result = write_batches(n, atoi(second), atoi(third));
        else if (!strcmp(word, "open")) result = open_all(n, atoi(second));
        else if (!strcmp(word, "close")) result = close_all(!strcmp(first, "newest"));
        long after = now();
        if (!strcmp(word, "source")) group(fd, MCAST_LEAVE_GROUP, 0xEFFF0002u);
        if (result) printf("error: %s: %s\n", word, strerror(errno));
        else printf("%ld\n", after - before);
        fflush(stdout);
    }
    return 0;
}
