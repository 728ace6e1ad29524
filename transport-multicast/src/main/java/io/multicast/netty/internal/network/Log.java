package io.multicast.netty.internal.network;

import java.lang.System.Logger.Level;

/** Warnings from where nothing may be thrown: also when a logger, or what it is to write down, fails. */
public final class Log {
    private Log() {}

    /** Writes it down if that can be done. */
    public static void warn(String message, Throwable cause) {
        try {
            System.getLogger(Log.class.getPackageName()).log(Level.WARNING, message, cause);
        } catch (Throwable e) {
            // there is nobody left to tell
        }
    }
}
