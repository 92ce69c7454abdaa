package io.efface.cli.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handles signals with {@code sun.misc.Signal} of the module {@code jdk.unsupported}, because Java has no other way to continue after a
 * signal. If the class is missing, a signal ends the process, and the next run continues from the ledger.
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
                // This system or this JVM does not allow a handler for the signal, for example with -Xrs.
            }
        }
        return () -> undo.forEach(Runnable::run);
    }

    @Override
    public void halt(int code) {
        // System.exit would run shutdown hooks, which may wait for threads that do not end.
        Runtime.getRuntime().halt(code);
    }

    private static Runnable register(StopSignal signal, Consumer<StopSignal> listener)
            throws ReflectiveOperationException {
        Class<?> signals = Class.forName(SIGNAL);
        Class<?> handlers = Class.forName(HANDLER);
        Object jvmSignal = signals.getConstructor(String.class).newInstance(signal.name());
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
        Method handleMethod = signals.getMethod("handle", signals, handlers);
        Object formerHandler = setHandler(handleMethod, jvmSignal, handler);
        return () -> {
            try {
                setHandler(handleMethod, jvmSignal, formerHandler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the former handler of a signal cannot be restored", e);
            }
        };
    }

    private static Object setHandler(Method handleMethod, Object signal, Object handler)
            throws ReflectiveOperationException {
        try {
            return handleMethod.invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException taken) {
                throw taken;
            }
            throw e;
        }
    }
}
