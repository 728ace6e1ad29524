package io.multicast.netty.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and layouts against the headers of this machine's C compiler. */
class StructsTest {
    @TempDir
    Path directory;

    @Test
    void likeTheHeaders() throws Exception {
        Requirements.program("gcc");
        Requirements.procfs();
        Structs structs = new Structs(Long.getLong("sun.arch.data.model", 64L).intValue() / 8);
        Map<String, Integer> expected = new LinkedHashMap<>();
        expected.put("sizeof(void *)", structs.pointer);
        expected.put("sizeof(struct iovec)", structs.iovec);
        expected.put("offsetof(struct iovec, iov_len)", structs.pointer);
        expected.put("sizeof(struct mmsghdr)", structs.message);
        expected.put("offsetof(struct mmsghdr, msg_hdr.msg_name)", 0);
        expected.put("offsetof(struct mmsghdr, msg_hdr.msg_namelen)", structs.nameLength);
        expected.put("offsetof(struct mmsghdr, msg_hdr.msg_iov)", structs.vector);
        expected.put("offsetof(struct mmsghdr, msg_hdr.msg_iovlen)", structs.vectorCount);
        expected.put("offsetof(struct mmsghdr, msg_hdr.msg_control)", structs.control);
        expected.put("offsetof(struct mmsghdr, msg_hdr.msg_controllen)", structs.controlLength);
        expected.put("offsetof(struct mmsghdr, msg_hdr.msg_flags)", structs.flags);
        expected.put("offsetof(struct mmsghdr, msg_len)", structs.length);
        expected.put("offsetof(struct cmsghdr, cmsg_level)", structs.pointer);
        expected.put("offsetof(struct cmsghdr, cmsg_type)", structs.pointer + 4);
        expected.put("CMSG_LEN(0)", structs.controlHeader);
        expected.put("CMSG_SPACE(20)", structs.align(structs.controlHeader + 20));
        expected.put("CMSG_SPACE(2)", structs.align(structs.controlHeader + 2));
        expected.put("sizeof(struct sockaddr_in)", Structs.SOCKADDR_IN);
        expected.put("sizeof(struct sockaddr_in6)", Structs.SOCKADDR_IN6);
        expected.put("offsetof(struct sockaddr_in, sin_addr)", 4);
        expected.put("offsetof(struct sockaddr_in6, sin6_addr)", 8);
        expected.put("offsetof(struct sockaddr_in6, sin6_scope_id)", 24);
        expected.put("sizeof(struct in_pktinfo)", Structs.IN_PKTINFO);
        expected.put("offsetof(struct in_pktinfo, ipi_spec_dst)", 4);
        expected.put("offsetof(struct in_pktinfo, ipi_addr)", 8);
        expected.put("sizeof(struct in6_pktinfo)", Structs.IN6_PKTINFO);
        expected.put("offsetof(struct in6_pktinfo, ipi6_ifindex)", 16);
        expected.put("AF_INET", Structs.INET);
        expected.put("AF_INET6", Structs.INET6);
        expected.put("MSG_CTRUNC", Structs.MSG_CTRUNC);
        expected.put("MSG_TRUNC", Structs.MSG_TRUNC);
        expected.put("MSG_DONTWAIT", 0x40);
        expected.put("SOL_IP", Structs.IP);
        expected.put("IP_TOS", Structs.IP_TOS);
        expected.put("IP_TTL", Structs.IP_TTL);
        expected.put("IP_PKTINFO", Structs.IP_PKTINFO);
        expected.put("SOL_SOCKET", Structs.SOCKET);
        expected.put("SO_RXQ_OVFL", Structs.SO_RXQ_OVFL);
        expected.put("SOL_UDP", Structs.UDP);
        expected.put("UDP_SEGMENT", Structs.UDP_SEGMENT);
        expected.put("UDP_GRO", Structs.UDP_GRO);
        expected.put("SOL_IPV6", Structs.IPV6);
        expected.put("IPV6_PKTINFO", Structs.IPV6_PKTINFO);
        expected.put("IPV6_HOPLIMIT", Structs.IPV6_HOPLIMIT);
        expected.put("IPV6_TCLASS", Structs.IPV6_TCLASS);
        assertThat(compiled(expected.keySet().stream().toList())).isEqualTo(expected);
    }

    private Map<String, Integer> compiled(List<String> expressions) throws Exception {
        String source = expressions.stream()
                .map(expression -> "printf(\"%d\\n\", (int) (" + expression + "));")
                .collect(Collectors.joining("\n", """
                        #define _GNU_SOURCE
                        #include <netinet/in.h>
                        #include <netinet/udp.h>
                        #include <stddef.h>
                        #include <stdio.h>
                        #include <sys/socket.h>
                        int main(void) {
                        """, "\n}\n"));
        Path file = Files.writeString(directory.resolve("structs.c"), source);
        Path program = directory.resolve("structs");
        Program.run(List.of("gcc", file.toString(), "-o", program.toString()), "");
        List<Integer> values = Program.run(List.of(program.toString()), "")
                .lines()
                .map(Integer::valueOf)
                .toList();
        Map<String, Integer> result = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            result.put(expressions.get(i), values.get(i));
        }
        return result;
    }
}
