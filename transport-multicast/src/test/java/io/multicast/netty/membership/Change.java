package io.multicast.netty.membership;

import io.multicast.netty.testing.Namespace;

/** What is done to the interface, whether that costs it its memberships, and its name and index afterwards. */
enum Change {
    RECREATED_WITH_NEW_INDEX(true, Wire.DEVICE, 201) {
        @Override
        void make(Wire wire) {
            wire.cut(Wire.DEVICE);
            wire.lay(201);
        }
    },
    RECREATED_WITH_THE_SAME_INDEX(true, Wire.DEVICE, Wire.INDEX) {
        @Override
        void make(Wire wire) {
            wire.cut(Wire.DEVICE);
            wire.lay(Wire.INDEX);
        }
    },
    DOWN_AND_UP(false, Wire.DEVICE, Wire.INDEX) {
        @Override
        void make(Wire wire) {
            wire.a().ip("link set e0 down");
            wire.a().ip("link set e0 up");
        }
    },
    ADDRESS_CHANGED(false, Wire.DEVICE, Wire.INDEX) {
        @Override
        void make(Wire wire) {
            wire.a().ip("addr del 10.50.0.1/24 dev e0", "addr del fd50::1/64 dev e0");
            wire.a().ip("addr add 10.50.0.7/24 dev e0", "addr add fd50::7/64 dev e0 nodad");
        }
    },
    RENAMED(false, "e9", Wire.INDEX) {
        @Override
        void make(Wire wire) {
            wire.a().ip("link set e0 down", "link set e0 name e9", "link set e9 up");
        }
    },
    MOVED_AWAY_AND_REPLACED(true, Wire.DEVICE, 202) {
        @Override
        void make(Wire wire) {
            try (Namespace elsewhere = Namespace.open()) {
                wire.a().ip("link set e0 netns " + elsewhere.name());
            } // deletes it there, and with it the other end
            wire.lay(202);
        }
    },
    MOVED_AWAY_AND_BACK(true, Wire.DEVICE, Wire.INDEX) {
        @Override
        void make(Wire wire) {
            try (Namespace elsewhere = Namespace.open()) {
                wire.a().ip("link set e0 netns " + elsewhere.name());
                elsewhere.exec(
                        "ip",
                        "-netns",
                        elsewhere.name(),
                        "link",
                        "set",
                        "e0",
                        "netns",
                        wire.a().name());
            }
            wire.a().ip("addr add 10.50.0.1/24 dev e0", "addr add fd50::1/64 dev e0 nodad", "link set e0 up");
        }
    };

    final boolean loses;
    final String name;
    final int index;

    Change(boolean loses, String name, int index) {
        this.loses = loses;
        this.name = name;
        this.index = index;
    }

    abstract void make(Wire wire);
}
