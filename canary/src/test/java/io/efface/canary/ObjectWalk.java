package io.efface.canary;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Collects the {@code toString} of every object of this project that can be reached through fields, including private fields: layers,
 * handles, configurations, credentials. Fields may contain ids and secrets, but {@code toString} must not. Objects of other projects are
 * visited only if they are containers.
 */
final class ObjectWalk {
    private static final String OURS = "io.efface.";
    private static final String NOT_OURS = "io.efface.canary.";

    private final Collected collected;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private int collectedObjects;

    private ObjectWalk(Collected collected) {
        this.collected = collected;
    }

    /** Collects the objects that can be reached from the given objects. Returns their number. */
    static int from(Collected collected, Object... roots) {
        ObjectWalk walk = new ObjectWalk(collected);
        for (Object root : roots) {
            walk.enqueue(root);
        }
        while (!walk.open.isEmpty()) {
            walk.visit(walk.open.remove());
        }
        return walk.collectedObjects;
    }

    private void enqueue(Object object) {
        if (object != null && !(object instanceof CharSequence) && seen.add(object)) {
            open.add(object);
        }
    }

    private void visit(Object object) {
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                enqueue(key);
                enqueue(value);
            });
        } else if (object instanceof Collection<?> many) {
            many.forEach(this::enqueue);
        } else if (object instanceof Optional<?> maybe) {
            maybe.ifPresent(this::enqueue);
        } else if (object instanceof AtomicReference<?> reference) {
            enqueue(reference.get());
        } else if (object instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                enqueue(Array.get(array, i));
            }
        } else if (object instanceof Throwable thrown) {
            Exceptions.collect(thrown, collected);
        } else if (isOurs(object)) {
            collected.add(Place.OBJECT, object.getClass().getName() + " " + object);
            collectedObjects++;
            fields(object);
        }
    }

    private static boolean isOurs(Object object) {
        String type = object.getClass().getName();
        return type.startsWith(OURS) && !type.startsWith(NOT_OURS);
    }

    private void fields(Object object) {
        for (Class<?> type = object.getClass();
                type != null && type.getName().startsWith(OURS);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    enqueue(value(field, object));
                }
            }
        }
    }

    /**
     * Returns the value of a field, or null if reflection cannot read it, as for some lambdas and records. The {@code toString} of a record
     * contains its fields.
     */
    private static Object value(Field field, Object object) {
        if (!field.trySetAccessible()) {
            return null;
        }
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }
}
