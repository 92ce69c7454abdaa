package io.efface.http.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.efface.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads responses into Moshi records. Returns empty instead of an exception if the body is not the vendor's JSON. Immutable and
 * thread-safe.
 *
 * <p>A record must be {@code public} (it may be nested in a package-private type), and its constructor must not check values. Components
 * that may be absent are {@code @Nullable}. A missing component of a reference type becomes null; a missing component of a primitive type
 * makes the response unreadable. A component of type {@code Object} accepts any JSON value, which can be {@linkplain #convert converted}
 * later. A {@code String} accepts a JSON number with all its digits, and a number accepts a JSON string that contains a number. Unknown
 * keys are ignored. A repeated key makes the response unreadable, because it is unknown which value is valid.
 *
 * <p>The reader accepts UTF-8, the charset in {@code Content-Type}, and UTF-16 with a byte order mark. It accepts up to {@value
 * JsonTree#DEEPEST} levels of nesting.
 */
public final class JsonResponseReader {
    private final Moshi moshi = new Moshi.Builder().build();
    private final Map<Class<?>, RecordReader> readers = new ConcurrentHashMap<>();
    private final boolean ignoresCase;

    private JsonResponseReader(boolean ignoresCase, Class<?> records) {
        this.ignoresCase = ignoresCase;
        check(records);
    }

    /**
     * Returns a reader that requires the exact spelling of keys.
     *
     * @param records a record, or a type that contains records; create the reader when the repository is created, so that a mistake in a
     *     record is an error before anything is sent
     * @throws IllegalArgumentException if one of the records is not public or has a component of a type that Moshi does not know; the
     *     message names the record
     */
    public static JsonResponseReader exactKeys(Class<?> records) {
        return new JsonResponseReader(false, records);
    }

    /**
     * Returns a reader that ignores the case of keys, also in nested records and in lists of records.
     *
     * @param records see {@link #exactKeys}
     * @throws IllegalArgumentException under the conditions of {@link #exactKeys}
     */
    public static JsonResponseReader ignoringKeyCase(Class<?> records) {
        return new JsonResponseReader(true, records);
    }

    private void check(Class<?> type) {
        if (type.isRecord()) {
            reader(type);
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            check(nested);
        }
    }

    private RecordReader reader(Class<?> type) {
        RecordReader known = readers.get(type);
        return known == null ? readers.computeIfAbsent(type, this::newReader) : known;
    }

    private RecordReader newReader(Class<?> type) {
        try {
            // Moshi also checks all nested records.
            JsonAdapter<?> unused = moshi.adapter(type);
            return new RecordReader(type, moshi, this::reader, ignoresCase);
        } catch (RuntimeException | AssertionError e) {
            throw new IllegalArgumentException(
                    "JSON cannot be read into the record " + type.getName()
                            + ": the record and its nested records must be public, and Moshi must know the types of the components",
                    e);
        }
    }

    /**
     * Returns the body of a response as a record, or empty if the body is not JSON of that form. The status and the media type are ignored.
     *
     * @param type see {@link #convert}
     */
    public <T> Optional<T> read(HttpResponse response, Class<T> type) {
        return read(response.body(), response.contentType().orElse(null), type);
    }

    /**
     * Returns bytes as a record, or empty if they are not JSON of that form.
     *
     * @param contentType the media type, which may name the charset, or null
     * @param type see {@link #convert}
     */
    public <T> Optional<T> read(ByteString body, @Nullable String contentType, Class<T> type) {
        return JsonTree.parse(body, contentType).flatMap(tree -> convert(tree, type));
    }

    /**
     * Returns the value of an {@code Object} component as a record, or empty if the value is null or has another form.
     *
     * @param value the value of a component of type {@code Object}: a map, list, text, boolean or null; numbers are texts
     * @param type a record, or a type of such a value, for example {@code Map}, which returns the value as it is
     * @throws IllegalArgumentException if the record has a mistake; see {@link #exactKeys}
     */
    public <T> Optional<T> convert(@Nullable Object value, Class<T> type) {
        if (!type.isRecord()) {
            return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
        }
        RecordReader reader = reader(type);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.cast(reader.read(value)));
        } catch (RuntimeException | AssertionError e) {
            // Moshi throws JsonDataException, and ArithmeticException (1.5 in an int). The constructor of a record may
            // throw any exception. Their messages repeat values, so the exceptions are not passed on.
            return Optional.empty();
        }
    }
}
