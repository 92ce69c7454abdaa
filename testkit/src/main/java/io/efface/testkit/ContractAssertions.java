package io.efface.testkit;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Assertions whose messages are sentences. Each assertion needs a message, which states what must be true. An assertion of two values adds
 * both values to the message, and a development environment can show their difference.
 */
public final class ContractAssertions {
    private ContractAssertions() {}

    /** Fails with the message unless the condition is true. */
    public static void assertTrue(boolean condition, String message) {
        if (!condition) {
            throw new AssertionFailedError(message);
        }
    }

    /** Fails with the message unless the condition is true. */
    public static void assertTrue(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new AssertionFailedError(message.get());
        }
    }

    /** Fails with the message if the condition is true. */
    public static void assertFalse(boolean condition, String message) {
        assertTrue(!condition, message);
    }

    /** Fails with the message if the condition is true. */
    public static void assertFalse(boolean condition, Supplier<String> message) {
        assertTrue(!condition, message);
    }

    /** Fails with the message and both values unless the values are equal. */
    public static void assertEquals(@Nullable Object expected, @Nullable Object actual, String message) {
        assertEquals(expected, actual, () -> message);
    }

    /** Fails with the message and both numbers unless the numbers are equal. */
    public static void assertEquals(long expected, long actual, String message) {
        assertEquals(Long.valueOf(expected), Long.valueOf(actual), () -> message);
    }

    /** Fails with the message and both numbers unless the numbers are equal. */
    public static void assertEquals(long expected, long actual, Supplier<String> message) {
        assertEquals(Long.valueOf(expected), Long.valueOf(actual), message);
    }

    /** Fails with the message and both values unless the values are equal. */
    public static void assertEquals(@Nullable Object expected, @Nullable Object actual, Supplier<String> message) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionFailedError(
                    message.get() + ": expected " + shown(expected) + ", but was " + shown(actual), expected, actual);
        }
    }

    /** Fails with the message and the value if the values are equal. */
    public static void assertNotEquals(@Nullable Object unexpected, @Nullable Object actual, String message) {
        if (Objects.equals(unexpected, actual)) {
            throw new AssertionFailedError(message + ": was " + shown(actual));
        }
    }

    /** Fails with the message and the value unless the value is null. */
    public static void assertNull(@Nullable Object actual, String message) {
        assertEquals(null, actual, message);
    }

    /** Returns the text of a value. The text of an empty {@code Optional} is {@code nothing}. */
    private static String shown(@Nullable Object value) {
        Object shown = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return shown == null ? "nothing" : shown.toString();
    }
}
