package io.efface.cli.output;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object in one line, including nulls. Public records become objects of their components, enum constants become their
 * names, times become text in UTC, and an empty {@link Optional} becomes null.
 */
public final class JsonLine {
    private static final Moshi MOSHI = new Moshi.Builder()
            .add((type, annotations, moshi) -> Types.getRawType(type) == Optional.class
                    ? writer(moshi, (Optional<?> optional) -> optional.orElse(null))
                    : null)
            .add((type, annotations, moshi) -> type == JsonObject.class ? writer(moshi, JsonObject::fields) : null)
            .add((type, annotations, moshi) -> type == Instant.class ? writer(moshi, Instant::toString) : null)
            .build();

    private JsonLine() {}

    /** Returns the object as JSON text without a line end. */
    public static String of(Object object) {
        try (Buffer buffer = new Buffer();
                JsonWriter json = JsonWriter.of(buffer)) {
            json.setSerializeNulls(true);
            MOSHI.adapter(Object.class).toJson(json, object);
            return buffer.readUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory cannot fail", e);
        }
    }

    private static <T> JsonAdapter<T> writer(Moshi moshi, Function<T, @Nullable Object> content) {
        JsonAdapter<Object> any = moshi.adapter(Object.class);
        return new JsonAdapter<T>() {
            @Override
            public T fromJson(JsonReader reader) {
                throw new UnsupportedOperationException("this adapter only writes");
            }

            @Override
            public void toJson(JsonWriter json, @Nullable T value) throws IOException {
                any.toJson(json, value == null ? null : content.apply(value));
            }
        };
    }
}
