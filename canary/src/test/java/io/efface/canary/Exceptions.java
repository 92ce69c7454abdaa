package io.efface.canary;

import io.efface.FaceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Collects the texts of an exception: the messages and getters of the exception, its causes and its suppressed exceptions, and its
 * serialized bytes.
 */
final class Exceptions {
    private Exceptions() {}

    static void collect(Throwable thrown, Collected collected) {
        collectOne(thrown, collected, Collections.newSetFromMap(new IdentityHashMap<>()));
        serialize(thrown, collected);
    }

    private static void collectOne(Throwable thrown, Collected collected, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        collected.add(Place.EXCEPTION, thrown + "\n" + thrown.getMessage() + "\n" + thrown.getLocalizedMessage());
        if (thrown instanceof FaceException) {
            for (Method getter : FaceException.class.getDeclaredMethods()) {
                if (getter.getParameterCount() == 0 && java.lang.reflect.Modifier.isPublic(getter.getModifiers())) {
                    collected.add(Place.EXCEPTION, getter.getName() + "=" + value(getter, thrown));
                }
            }
        }
        collectOne(thrown.getCause(), collected, seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            collectOne(suppressed, collected, seen);
        }
    }

    private static Object value(Method getter, Throwable thrown) {
        try {
            return getter.invoke(thrown);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a getter of FaceException threw", e);
        }
    }

    private static void serialize(Throwable thrown, Collected collected) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        } catch (NotSerializableException e) {
            // The bytes before the object that is not serializable are searched nevertheless.
        } catch (IOException e) {
            throw new IllegalStateException("a write to memory failed", e);
        }
        collected.add(Place.SERIALIZED_EXCEPTION, bytes.toString(StandardCharsets.ISO_8859_1));
    }
}
