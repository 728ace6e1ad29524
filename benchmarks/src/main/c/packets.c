/*
 * The C side of the packet benchmark: sockets in namespaces, a sender, and the baselines that the JVM's channels are
 * measured against. Built by the benchmark itself: gcc -O2 -shared -fPIC.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum { BATCH = 32, ROOM = 2048, CONTROL = 192 };

static struct mmsghdr messages[BATCH];
static struct iovec vectors[BATCH];
static struct sockaddr_in names[BATCH];
static char controls[BATCH][CONTROL];
static char buffers[BATCH][ROOM];
volatile uint64_t sink;

int bench_enter(const char *name_space) {
    int fd = open(name_space, O_RDONLY | O_CLOEXEC);
    int result = fd < 0 ? -1 : setns(fd, CLONE_NEWNET);
    if (fd >= 0) {
        close(fd);
    }
    return result;
}

int bench_index(const char *device) {
    return if_nametoindex(device);
}

int bench_pin(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof set, &set);
}

int64_t bench_cpu_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int64_t bench_wall_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* SO_RCVBUFFORCE on any socket, so that a whole fill fits. */
int bench_room(int fd, int bytes) {
    return setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes);
}

int bench_receiver(int port, int info) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (fd < 0 || bind(fd, (struct sockaddr *) &address, sizeof address) < 0) {
        return -1;
    }
    setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    setsockopt(fd, IPPROTO_IP, IP_RECVTTL, &info, sizeof info);
    return fd;
}

/* Not connected and bound to no address, as the channels that it is compared with. */
int bench_group_sender(int interface_index) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in any = {.sin_family = AF_INET};
    struct ip_mreqn outgoing = {.imr_ifindex = interface_index};
    int loop = 0;
    if (fd < 0 || bind(fd, (struct sockaddr *) &any, sizeof any) < 0
            || setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &outgoing, sizeof outgoing) < 0
            || setsockopt(fd, IPPROTO_IP, IP_MULTICAST_LOOP, &loop, sizeof loop) < 0) {
        return -1;
    }
    return fd;
}

int bench_sender(const char *to, int port) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, to, &address.sin_addr);
    if (fd < 0 || connect(fd, (struct sockaddr *) &address, sizeof address) < 0) {
        return -1;
    }
    return fd;
}

static void prepare(int info) {
    for (int i = 0; i < BATCH; i++) {
        vectors[i] = (struct iovec) {buffers[i], ROOM};
        messages[i].msg_hdr = (struct msghdr) {
            .msg_name = &names[i], .msg_namelen = sizeof names[i], .msg_iov = &vectors[i], .msg_iovlen = 1,
            .msg_control = info ? controls[i] : NULL, .msg_controllen = info ? CONTROL : 0};
    }
}

static void read_message(struct mmsghdr *message) {
    uint64_t sum = message->msg_len + ((struct sockaddr_in *) message->msg_hdr.msg_name)->sin_addr.s_addr;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message->msg_hdr); c; c = CMSG_NXTHDR(&message->msg_hdr, c)) {
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo *info = (struct in_pktinfo *) CMSG_DATA(c);
            sum += info->ipi_ifindex + info->ipi_addr.s_addr;
        } else if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_TTL) {
            sum += *(int *) CMSG_DATA(c);
        }
    }
    sink += sum;
}

/* Reads up to `most` datagrams; ends when there are none. */
int bench_drain(int fd, int info, int most) {
    int total = 0;
    prepare(info);
    while (total < most) {
        int n = recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, NULL);
        if (n <= 0) {
            break;
        }
        for (int i = 0; i < n; i++) {
            read_message(&messages[i]);
            messages[i].msg_hdr.msg_namelen = sizeof names[i];
            messages[i].msg_hdr.msg_controllen = info ? CONTROL : 0;
        }
        total += n;
        if (n < BATCH) {
            break;
        }
    }
    return total;
}

/* Reads for that long, 256 at a time, waiting by poll as an event loop does. */
int64_t bench_drain_for(int fd, int info, int64_t nanos) {
    int64_t total = 0;
    int64_t end = bench_wall_nanos() + nanos;
    while (bench_wall_nanos() < end) {
        int n = bench_drain(fd, info, 256);
        if (n < BATCH) {
            struct pollfd wait = {.fd = fd, .events = POLLIN};
            poll(&wait, 1, 100);
        }
        total += n;
    }
    return total;
}

static char payload[65536];
static struct mmsghdr outgoing[BATCH];
static struct iovec outgoing_vectors[BATCH];

static void prepare_sending(int size) {
    for (int i = 0; i < BATCH; i++) {
        outgoing_vectors[i] = (struct iovec) {payload, size};
        outgoing[i].msg_hdr = (struct msghdr) {.msg_iov = &outgoing_vectors[i], .msg_iovlen = 1};
    }
}

int bench_send(int fd, int count, int size) {
    int sent = 0;
    prepare_sending(size);
    while (sent < count) {
        int n = sendmmsg(fd, outgoing, count - sent < BATCH ? count - sent : BATCH, 0);
        if (n > 0) {
            sent += n;
        } else if (errno != ECONNREFUSED && errno != EAGAIN && errno != ENOBUFS) {
            return -errno;
        }
    }
    return sent;
}

/* The same with the recipient named in each message, as a server sends. */
static struct sockaddr_in recipient;

int bench_send_to(int fd, int count, int size, const char *to, int port) {
    recipient = (struct sockaddr_in) {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, to, &recipient.sin_addr);
    prepare_sending(size);
    for (int i = 0; i < BATCH; i++) {
        outgoing[i].msg_hdr.msg_name = &recipient;
        outgoing[i].msg_hdr.msg_namelen = sizeof recipient;
    }
    for (int sent = 0; sent < count; ) {
        int n = sendmmsg(fd, outgoing, BATCH, 0);
        if (n <= 0) {
            return -errno;
        }
        sent += n;
    }
    return count;
}

/* A run of datagrams of one size that the kernel cuts. */
static struct msghdr segmented(int size, int per_call) {
    static char control[CMSG_SPACE(sizeof(uint16_t))];
    static struct iovec vector;
    vector = (struct iovec) {payload, (size_t) size * per_call};
    struct msghdr message = {
            .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_UDP;
    c->cmsg_type = UDP_SEGMENT;
    c->cmsg_len = CMSG_LEN(sizeof(uint16_t));
    *(uint16_t *) CMSG_DATA(c) = size;
    return message;
}

/* Datagrams of one size, `per_call` at a time. */
int bench_send_segmented(int fd, int count, int size, int per_call, const char *to, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, to, &address.sin_addr);
    struct msghdr message = segmented(size, per_call);
    message.msg_name = &address;
    message.msg_namelen = sizeof address;
    for (int sent = 0; sent < count; sent += per_call) {
        if (sendmsg(fd, &message, 0) < 0) {
            return -errno;
        }
    }
    return count;
}

/*
 * Sends until *stop is not 0; answers how many. The kernel cuts runs, and does so when it hands them over: sending one by
 * one costs more than receiving does, and floods nobody.
 */
int64_t bench_flood(int fd, int size, int per_call, volatile int *stop) {
    int64_t sent = 0;
    struct msghdr message = segmented(size, per_call);
    while (!*stop) {
        sent += sendmsg(fd, &message, 0) > 0 ? per_call : 0;
    }
    return sent;
}
