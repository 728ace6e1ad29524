package io.multicast.netty.benchmarks.following;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Thousands of memberships, and a change that concerns none of them. */
final class ManyMemberships implements Following.Situation {
    private static final int CHANNELS = 5;
    private static final long WAIT_MILLIS = 200;

    @Override
    public void measure(Trial trial) throws Exception {
        int each = trial.pick(2000, 100);
        try (FollowingChannels following = new FollowingChannels();
                Probe probe = new Probe(following.loop())) {
            List<Multicast> channels = new ArrayList<>();
            for (int i = 0; i < CHANNELS; i++) {
                channels.add(Multicast.of(following.open(List.of())));
            }
            for (Multicast channel : channels) {
                channel.set(MulticastChannelOption.MEMBERSHIPS, many(trial, channels.indexOf(channel), each))
                        .sync();
            }
            Thread.sleep(5 * WAIT_MILLIS);
            for (int round = 0; round < trial.pick(20, 3); round++) {
                pause(trial, probe, "nothing changes", "link show dev lo", round);
                pause(trial, probe, "an address of another interface", address(round, "bench1"), round);
                pause(trial, probe, "an address of theirs", address(round, trial.networkInterface()), round);
            }
        }
    }

    private static Set<Membership> many(Trial trial, int channel, int count) {
        Set<Membership> all = new HashSet<>();
        for (int i = 0; i < count; i++) {
            all.add(Membership.of("239.9" + channel + "." + i / 256 + "." + i % 256)
                    .on(trial.networkInterface()));
        }
        return all;
    }

    private static String address(int round, String networkInterface) {
        return "addr " + (round % 2 == 0 ? "add" : "del") + " 10.3.3.3/32 dev " + networkInterface;
    }

    private static void pause(Trial trial, Probe probe, String what, String command, int round) throws Exception {
        probe.reset();
        trial.network().run(command);
        Thread.sleep(WAIT_MILLIS);
        trial.millis("10,000 memberships on 5 channels: longest pause of the loop", what, round, probe.longestMillis());
    }
}
