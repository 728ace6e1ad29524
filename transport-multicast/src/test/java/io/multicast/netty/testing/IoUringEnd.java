package io.multicast.netty.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Ends io_uring loops safely. Netty 4.2.18 frees a loop's memory while the kernel may still write to it: its last step but
 * one, {@code prepareToDestroy}, queues a drain and behind it a new read of the eventfd, which goes to a worker of the
 * kernel; {@code destroy} does not wait until that read is cancelled. It then writes 8 bytes into freed memory, taken
 * from whatever file got the number of the eventfd, and glibc ends the process. Without open channels there is nothing to
 * prepare, and the read is cancelled at once. By reflection: Netty 4.1 has none of the types.
 */
final class IoUringEnd {
    private static final int PATIENCE_MILLIS = 20;

    private final Object handler;
    private final List<Object> registrations = new CopyOnWriteArrayList<>();

    private IoUringEnd(Object handler) {
        this.handler = handler;
    }

    /** Has the handlers that an IoHandlerFactory makes ended safely. */
    static Object safe(Object factory) throws ClassNotFoundException {
        Class<?> type = Class.forName("io.netty.channel.IoHandlerFactory");
        Class<?> made = Class.forName("io.netty.channel.IoHandler");
        return proxy(type, (method, arguments) -> {
            Object result = method.invoke(factory, arguments);
            return made.isInstance(result) ? proxy(made, new IoUringEnd(result)::call) : result;
        });
    }

    private Object call(Method method, Object[] arguments) throws ReflectiveOperationException, InterruptedException {
        if (method.getName().equals("prepareToDestroy") && !isOpen()) {
            return null;
        }
        Object result = method.invoke(handler, arguments);
        if (method.getName().equals("register")) {
            registrations.add(result);
        } else if (method.getName().equals("prepareToDestroy")) {
            settle();
        }
        return result;
    }

    private boolean isOpen() throws ReflectiveOperationException {
        Method isValid = Class.forName("io.netty.channel.IoRegistration").getMethod("isValid");
        for (Object registration : registrations) {
            if ((boolean) isValid.invoke(registration)) {
                return true;
            }
        }
        return false;
    }

    /** Gives the kernel the time to carry out what was queued, and takes what it answers. */
    private void settle() throws ReflectiveOperationException, InterruptedException {
        Class<?> type = Class.forName("io.netty.channel.IoHandlerContext");
        Method run = Class.forName("io.netty.channel.IoHandler").getMethod("run", type);
        Object withoutWaiting =
                proxy(type, (method, arguments) -> method.getReturnType() == boolean.class ? false : 0L);
        for (int i = 0; i < PATIENCE_MILLIS; i++) {
            run.invoke(handler, withoutWaiting);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private interface Call {
        Object to(Method method, Object[] arguments) throws Exception;
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return call.to(method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
