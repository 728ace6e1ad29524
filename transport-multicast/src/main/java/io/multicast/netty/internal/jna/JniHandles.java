package io.multicast.netty.internal.jna;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.multicast.netty.internal.option.JavaChannelHandles;
import java.nio.channels.SelectableChannel;
import java.util.Map;

/**
 * Calls {@code sun.nio.ch.SelChImpl.getFDVal()} through JNI, which asks for no {@code --add-opens}. JNA passes the calling
 * thread's JNI environment for {@link JNIEnv#CURRENT}; only the functions and the method id are kept, for they serve every
 * thread.
 */
public final class JniHandles implements JavaChannelHandles {
    // slots of struct JNINativeInterface, fixed by the JNI specification
    private static final int GET_VERSION = 4;
    private static final int GET_METHOD_ID = 33;
    private static final int CALL_INT_METHOD_A = 51;

    private static final int OLDEST = 0x000a0000; // what JDK 10 to 17 answer
    private static final int NEWEST = 0x00400000; // a sanity bound, far beyond what JDKs answer
    private static final Map<String, Object> WITH_OBJECTS = Map.of(Library.OPTION_ALLOW_OBJECTS, true);

    private final Class<?> channelType;
    private final Pointer method;
    private final Function callInt;

    private JniHandles(String libraryWithMemmove) throws ClassNotFoundException {
        channelType = Class.forName("sun.nio.ch.SelChImpl", false, null);
        // memmove answers its first argument: the environment
        Pointer environment = (Pointer) NativeLibrary.getInstance(libraryWithMemmove)
                .getFunction("memmove")
                .invoke(Pointer.class, new Object[] {JNIEnv.CURRENT, JNIEnv.CURRENT, Pointer.NULL}, WITH_OBJECTS);
        Pointer functions = environment.getPointer(0);
        int version = slot(functions, GET_VERSION).invokeInt(new Object[] {environment});
        if (version < OLDEST || version > NEWEST) {
            throw new UnsupportedOperationException("JNI answers version 0x" + Integer.toHexString(version));
        }
        method = (Pointer) slot(functions, GET_METHOD_ID)
                .invoke(Pointer.class, new Object[] {JNIEnv.CURRENT, channelType, "getFDVal", "()I"}, WITH_OBJECTS);
        callInt = slot(functions, CALL_INT_METHOD_A);
    }

    /** Prepares the calls; where this JVM has no such way, every look-up says why. */
    public static JavaChannelHandles bind(String libraryWithMemmove) {
        try {
            return new JniHandles(libraryWithMemmove);
        } catch (ClassNotFoundException | LinkageError | UnsupportedOperationException e) {
            return channel -> {
                throw new UnsupportedOperationException("this JVM gives no way to a java.nio channel's handle", e);
            };
        }
    }

    private static Function slot(Pointer functions, int index) {
        return Function.getFunction(functions.getPointer((long) index * Native.POINTER_SIZE));
    }

    @Override
    public long handleOf(SelectableChannel channel) {
        if (!channelType.isInstance(channel)) { // JNI would not check, and crash
            throw new UnsupportedOperationException(
                    channel.getClass().getName() + " is not a channel of the JDK's own");
        }
        Object[] arguments = {JNIEnv.CURRENT, channel, method, null};
        return (Integer) callInt.invoke(Integer.class, arguments, WITH_OBJECTS);
    }
}
