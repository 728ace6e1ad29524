package io.multicast.netty.benchmarks.start;

/** The processes whose start is timed. */
public enum Starts {
    NETTY_EPOLL("Netty epoll", NettyEpoll.class),
    OURS_EPOLL("Netty epoll, initializer built first", OursEpoll.class),
    OURS_EPOLL_LATE("Netty epoll, initializer built after the group", OursEpollLate.class),
    NETTY_NIO("Netty NIO", NettyNio.class),
    OURS_NIO("Netty NIO, initializer built first", OursNio.class),
    OURS_NIO_LATE("Netty NIO, initializer built after the group", OursNioLate.class),
    JDK_NIO("JDK NIO", JdkNio.class);

    private final String shown;
    private final Class<?> main;

    Starts(String shown, Class<?> main) {
        this.shown = shown;
        this.main = main;
    }

    /** As tables name it. */
    public String shown() {
        return shown;
    }

    /** The class with its {@code main}. */
    public Class<?> main() {
        return main;
    }
}
