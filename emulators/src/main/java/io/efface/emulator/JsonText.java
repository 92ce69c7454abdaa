package io.efface.emulator;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON as maps, lists, texts, booleans and {@link JsonNumber}. Numbers are never converted to double, which would change
 * face ids.
 */
public final class JsonText {

    /**
     * A number in its written form.
     *
     * @param digits the characters of the number in the JSON text
     */
    public record JsonNumber(String digits) {}

    private JsonText() {}

    /**
     * Reads one JSON value.
     *
     * @throws IOException if the text is not one JSON value, or has more than 255 levels of nesting
     */
    static @Nullable Object read(byte[] utf8) throws IOException {
        try (JsonReader reader = JsonReader.of(new Buffer().write(utf8))) {
            Object value = value(reader);
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new IOException("text after the JSON value");
            }
            return value;
        } catch (JsonDataException e) {
            throw new IOException("not readable as JSON", e);
        }
    }

    /**
     * Reads one JSON object.
     *
     * @throws IOException if the text is not one JSON object
     */
    public static Map<String, @Nullable Object> readObject(byte[] utf8) throws IOException {
        if (read(utf8) instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            map.forEach((key, value) -> object.put(String.valueOf(key), value));
            return object;
        }
        throw new IOException("not a JSON object");
    }

    /** Reads one JSON object. Returns an empty map if the text is not one JSON object. */
    public static Map<String, @Nullable Object> readObjectOrEmpty(byte[] utf8) {
        try {
            return readObject(utf8);
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static @Nullable Object value(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    object.put(reader.nextName(), value(reader));
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(value(reader));
                }
                reader.endArray();
                return array;
            }
            case NUMBER -> {
                return new JsonNumber(reader.nextString());
            }
            case BOOLEAN -> {
                return reader.nextBoolean();
            }
            case NULL -> {
                reader.nextNull();
                return null;
            }
            default -> {
                return reader.nextString();
            }
        }
    }

    /** Writes maps, lists, texts, numbers, {@link JsonNumber}, booleans and null, without white space. Keys keep their order. */
    public static String write(@Nullable Object value) {
        Buffer buffer = new Buffer();
        try (JsonWriter writer = JsonWriter.of(buffer)) {
            writer.setSerializeNulls(true);
            writer.setLenient(true);
            write(writer, value);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return buffer.readUtf8();
    }

    private static void write(JsonWriter writer, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writer.name(String.valueOf(entry.getKey()));
                write(writer, entry.getValue());
            }
            writer.endObject();
        } else if (value instanceof Iterable<?> list) {
            writer.beginArray();
            for (Object entry : list) {
                write(writer, entry);
            }
            writer.endArray();
        } else if (value instanceof JsonNumber number) {
            writer.value(new java.math.BigDecimal(number.digits()));
        } else if (value instanceof Number number) {
            writer.value(number);
        } else if (value instanceof Boolean bool) {
            writer.value(bool);
        } else if (value == null) {
            writer.nullValue();
        } else {
            writer.value(value.toString());
        }
    }
}
