package io.multicast.netty.benchmarks.following;

/**
 * Where and how something is tried, and who hears what came out.
 *
 * @param network the network of this process
 * @param networkInterface an interface that is there, 10.77.0.1/24; the other end of it is bench1
 * @param quick to see that it works, rather than for figures
 * @param listener takes the figures
 */
record Trial(Network network, String networkInterface, boolean quick, Following.Listener listener) {
    int pick(int full, int whenQuick) {
        return quick ? whenQuick : full;
    }

    void millis(String kase, String what, int round, double value) {
        listener.take(kase, what, "ms", round, value);
    }

    void events(String kase, String what, int round, double value) {
        listener.take(kase, what, "events", round, value);
    }
}
