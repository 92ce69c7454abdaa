package io.efface.cli.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals of this process, through {@code sun.misc.Signal} of the module {@code jdk.unsupported}: Java has no other way to go on
 * after a signal, let alone to notice the second one. Where there is none of it, signals end the process as they always did, and the
 * ledger brings the next run to where this one was.
 */
public final class ProcessSignals implements Signals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    @Override
    public Registration register(Consumer<StopSignal> listener) {
        List<Runnable> undo = new ArrayList<>();
        for (StopSignal signal : StopSignal.values()) {
            try {
                undo.add(register(signal, listener));
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // This system or this Java does not let go of the signal, as with -Xrs.
            }
        }
        return () -> undo.forEach(Runnable::run);
    }

    @Override
    public void halt(int code) {
        // An orderly exit would wait for threads that do not end.
        Runtime.getRuntime().halt(code);
    }

    private static Runnable register(StopSignal signal, Consumer<StopSignal> listener)
            throws ReflectiveOperationException {
        Class<?> signals = Class.forName(SIGNAL);
        Class<?> handlers = Class.forName(HANDLER);
        Object one = signals.getConstructor(String.class).newInstance(signal.name());
        InvocationHandler call = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                listener.accept(signal);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signals of the efface command";
        };
        Object handler = Proxy.newProxyInstance(ProcessSignals.class.getClassLoader(), new Class<?>[] {handlers}, call);
        Method handle = signals.getMethod("handle", signals, handlers);
        Object before = handle(handle, one, handler);
        return () -> {
            try {
                handle(handle, one, before);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a signal that was taken cannot be given back", e);
            }
        };
    }

    private static Object handle(Method handle, Object signal, Object handler) throws ReflectiveOperationException {
        try {
            return handle.invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException taken) {
                throw taken;
            }
            throw e;
        }
    }
}
