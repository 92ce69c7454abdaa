package io.efface.http.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.efface.http.HttpResponse;
import java.util.Optional;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers into Moshi records, and says "not the vendor's JSON" instead of throwing. Immutable and thread-safe.
 *
 * <p>Wire records are {@code public} (they may nest in a package-private type), check nothing in their constructors, and mark
 * what may be absent {@code @Nullable}: a missing reference is null, a missing primitive makes the answer unreadable. A component of
 * type {@code Object} takes any shape, to be {@linkplain #convert converted} later; a {@code String} takes a JSON number with all
 * its digits, and a number takes a JSON string that is one. Unknown keys are skipped. Two keys of one name make the answer
 * unreadable, for it cannot be known which one holds.
 *
 * <p>Read are UTF-8, the charset that {@code Content-Type} names, and UTF-16 with a byte order mark; nesting up to
 * {@value JsonTree#DEEPEST} levels.
 */
public final class JsonResponseReader {
    private final Moshi moshi = new Moshi.Builder().build();
    private final @Nullable KeyCaseAdapter keyCase;

    private JsonResponseReader(@Nullable KeyCaseAdapter keyCase) {
        this.keyCase = keyCase;
    }

    /** Returns a reader that wants keys exactly as the records spell them. */
    public static JsonResponseReader exactKeys() {
        return new JsonResponseReader(null);
    }

    /** Returns a reader that takes keys in any mixture of upper and lower case, in nested records and lists of them too. */
    public static JsonResponseReader ignoringKeyCase() {
        return new JsonResponseReader(new KeyCaseAdapter());
    }

    /** Returns the answer's body as a record, or empty if it is not JSON of that shape, whatever its status and media type. */
    public <T> Optional<T> read(HttpResponse answer, Class<T> type) {
        return read(answer.body(), answer.contentType().orElse(null), type);
    }

    /**
     * Returns bytes as a record, or empty if they are not JSON of that shape.
     *
     * @param contentType the media type, for its charset; null for none
     */
    public <T> Optional<T> read(ByteString body, @Nullable String contentType, Class<T> type) {
        return JsonTree.parse(body, contentType).flatMap(tree -> convert(tree, type));
    }

    /**
     * Returns the value of an {@code Object} component as a record, or empty if it is null or not of that shape.
     *
     * @param value a map, list, text, truth value or null, as a component of type {@code Object} holds it; numbers are texts
     */
    public <T> Optional<T> convert(@Nullable Object value, Class<T> type) {
        JsonAdapter<T> adapter = moshi.adapter(type);
        try {
            return Optional.ofNullable(adapter.fromJsonValue(keyCase == null ? value : keyCase.adapted(value, type)));
        } catch (RuntimeException | AssertionError e) {
            // Moshi throws JsonDataException, ArithmeticException for 1.5 in an int, AssertionError for a record it
            // cannot make;
            // their messages echo values, so none goes on.
            return Optional.empty();
        }
    }
}
