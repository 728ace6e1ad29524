package io.multicast.netty.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Namespaces and the lab: what they promise, and that nothing stays behind. */
@Timeout(60)
class LabTest extends SharedLab {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final InetAddress GROUP = Ip.ip("239.9.9.9");

    @BeforeAll
    static void prepare() {
        Requirements.program("python3");
    }

    @Test
    void codeInsideSeesTheInterfacesOfTheNamespace() throws Exception {
        NetworkInterface va0 = lab.a().call(() -> NetworkInterface.getByName("va0"));
        NetworkInterface va1 = lab.a().call(() -> NetworkInterface.getByName("va1"));
        NetworkInterface va2 = lab.a().call(() -> NetworkInterface.getByName("va2"));

        assertThat(va0.getIndex()).isEqualTo(lab.index("va0"));
        assertThat(va0.inetAddresses()).contains(Ip.ip("10.99.0.1"), Ip.ip("fd99::1"));
        assertThat(va1.inetAddresses()).hasSize(2).noneMatch(Inet4Address.class::isInstance);
        assertThat(va2.inetAddresses()).containsExactly(Ip.ip("10.97.0.1"));
        assertThat(lab.a().call(() -> NetworkInterface.networkInterfaces().map(NetworkInterface::getName)))
                .containsExactlyInAnyOrder("lo", "va0", "va1", "va2");
        assertThat(NetworkInterface.getByName("va0")).isNull();
    }

    @Test
    void threadsOfTheFactorySeeThemToo() throws Exception {
        FutureTask<NetworkInterface> task = new FutureTask<>(() -> NetworkInterface.getByName("vb1"));
        lab.b().threadFactory().newThread(task).start();
        assertThat(task.get(5, TimeUnit.SECONDS).getIndex()).isEqualTo(lab.index("vb1"));
    }

    @Test
    void peersReachEachOtherAtOnce() throws IOException {
        try (Lab fresh = Lab.open();
                ServerSocket server = fresh.b().call(() -> new ServerSocket(5000))) {
            for (String address : List.of("10.99.0.2", "fd99::2", "fd98::2", "10.97.0.2")) {
                fresh.a().call(() -> new Socket(Ip.ip(address), 5000)).close();
            }
            assertThat(server.isClosed()).isFalse();
        }
    }

    @Test
    void multicastArrivesWhereThereIsNoIpv4Address() {
        Requirements.program("socat");
        try (Program receiver = Socat.receive(lab.b(), "vb1", GROUP, 5001)) {
            Socat.send(lab.a(), "va1", "10.99.0.1", GROUP, 5001, 3, "hello");
            receiver.awaitOutput("hello", SOON);
        }
    }

    @Test
    void whatCodeThrowsComesOut() {
        assertThatThrownBy(() -> lab.a().run(() -> {
                    throw new IOException("from inside");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("from inside");
        assertThatThrownBy(() -> lab.a().exec("sh", "-c", "echo so; echo why >&2; exit 3"))
                .hasMessageContaining("exit 3")
                .hasMessageContaining("stdout: so")
                .hasMessageContaining("stderr: why");
        assertThatThrownBy(() -> lab.index("va9")).hasMessageContaining("no va9");
    }

    @Test
    void routesAreThereOnlyWhenAskedFor() {
        assertThatThrownBy(() -> route(lab, GROUP)).hasMessageContaining("unreachable");
        try (Lab routed = Lab.open().withDefaultRoute()) {
            assertThat(route(routed, GROUP)).contains("dev va0");
        }
    }

    private static String route(Lab lab, InetAddress group) {
        return lab.a().exec("ip", "route", "get", group.getHostAddress());
    }

    @Test
    void aSharedAddressMisleadsWhoJoinsByAddress() {
        try (Lab shared = Lab.open().withSharedAddress();
                Program python = shared.a().start("python3", "-c", joinBy("socket.inet_aton('10.99.0.1')"))) {
            python.awaitOutput("joined", SOON);
            assertThat(Kernel.of(shared.a()).devices(GROUP)).containsExactly("va3");
        }
    }

    private static String joinBy(String theInterface) {
        return "import socket,time; s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
                + "s.setsockopt(0, 35, socket.inet_aton('" + GROUP.getHostAddress() + "') + " + theInterface + ");"
                + "print('joined', flush=True); time.sleep(60)";
    }

    @Test
    void nothingStaysBehindWhenTheBodyFails() {
        Program[] program = new Program[1];
        String[] name = new String[1];
        assertThatThrownBy(() -> {
                    try (Namespace namespace = Namespace.open()) {
                        name[0] = namespace.name();
                        program[0] = namespace.start("sh", "-c", "setsid sleep 98765 >/dev/null 2>&1 & echo $!");
                        program[0].awaitOutput("\\d+", SOON);
                        throw new IOException("the body failed");
                    }
                })
                .hasMessage("the body failed");
        assertGone(name[0], Long.parseLong(program[0].stdout().trim()));
    }

    private static void assertGone(String namespace, long pid) {
        Eventually.await(SOON, () -> !runs(pid), () -> "still running: " + pid);
        assertThat(Path.of("/run/netns", namespace)).doesNotExist();
    }

    /** A zombie has ended; where the first process of all is no init, nobody buries it. */
    private static boolean runs(long pid) {
        try {
            List<String> stat = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "stat"));
            return !stat.get(0).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anEventLoopLeftRunningIsReportedAndLosesItsInterfaces() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<String> devices = new FutureTask<>(() -> {
            end.await(50, TimeUnit.SECONDS);
            return Files.readString(Path.of("/proc/thread-self/net/dev"));
        });
        Namespace namespace = Namespace.open();
        namespace.ip("link add vx0 type veth peer name vx1");
        namespace.threadFactory().newThread(devices).start();

        assertThatThrownBy(namespace::close)
                .hasMessageContaining("not shut down")
                .hasMessageContaining(namespace.name());
        end.countDown();
        assertThat(devices.get(5, TimeUnit.SECONDS)).contains("lo:").doesNotContain("vx");
    }

    @Test
    void nothingStaysBehindWhenTheJvmIsTerminated() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        try (Program jvm = Program.start(List.of(java, "-cp", classPath, LabTest.class.getName()))) {
            var names = jvm.awaitOutput("left (\\S+) (\\d+)", Duration.ofSeconds(30));
            assertThat(Path.of("/run/netns", names.group(1))).exists();
            Program.run(List.of("kill", Long.toString(jvm.pid())), "");
            assertThat(jvm.waitFor(Duration.ofSeconds(20))).isEqualTo(128 + 15);
            assertGone(names.group(1), Long.parseLong(names.group(2)));
        }
    }

    /** A program that opens a namespace and does not close it. */
    public static void main(String[] args) throws InterruptedException {
        Namespace namespace = Namespace.open();
        Program sleep = namespace.start("sleep", "98765");
        System.out.println("left " + namespace.name() + " " + sleep.pid());
        Thread.sleep(50_000);
    }

    @Test
    void evidenceShowsBothNamespaces() {
        assertThat(lab.evidence()).contains("va0", "vb2", "ip maddr", "224.0.0.1", "mcfilter", "udp6");
    }
}
