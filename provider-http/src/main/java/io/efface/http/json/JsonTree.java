package io.efface.http.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Parses JSON into maps, lists, texts and booleans. Numbers remain texts, so that no digit is lost. */
final class JsonTree {
    /** The maximum depth of nesting in a document. */
    static final int DEEPEST = 64;

    private static final ByteString BOM_UTF_8 = ByteString.decodeHex("efbbbf");
    private static final ByteString BOM_UTF_16BE = ByteString.decodeHex("feff");
    private static final ByteString BOM_UTF_16LE = ByteString.decodeHex("fffe");

    private JsonTree() {}

    /** Returns the document, or empty if the bytes are not exactly one JSON value or the value is {@code null}. */
    static Optional<Object> parse(ByteString body, @Nullable String contentType) {
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(decoded(body, contentType)))) {
            Object value = value(reader, 0);
            return reader.peek() == JsonReader.Token.END_DOCUMENT ? Optional.ofNullable(value) : Optional.empty();
        } catch (IOException | JsonDataException e) {
            return Optional.empty();
        }
    }

    private static String decoded(ByteString body, @Nullable String contentType) throws CharacterCodingException {
        if (body.startsWith(BOM_UTF_8)) {
            return strictly(StandardCharsets.UTF_8, body.substring(BOM_UTF_8.size()));
        }
        if (body.startsWith(BOM_UTF_16BE) || body.startsWith(BOM_UTF_16LE)) {
            return strictly(StandardCharsets.UTF_16, body);
        }
        return strictly(charset(contentType), body);
    }

    private static Charset charset(@Nullable String contentType) {
        MediaType type = contentType == null ? null : MediaType.parse(contentType);
        Charset named = type == null ? null : type.charset(StandardCharsets.UTF_8);
        return named == null ? StandardCharsets.UTF_8 : named;
    }

    private static String strictly(Charset charset, ByteString bytes) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    }

    private static @Nullable Object value(JsonReader reader, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new JsonDataException("nested too deep");
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader, depth);
            case BEGIN_ARRAY -> array(reader, depth);
            case STRING, NUMBER -> reader.nextString();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new JsonDataException("no value");
        };
    }

    private static Map<String, @Nullable Object> object(JsonReader reader, int depth) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (members.containsKey(name)) {
                throw new JsonDataException("a key occurs twice");
            }
            members.put(name, value(reader, depth + 1));
        }
        reader.endObject();
        return members;
    }

    private static List<@Nullable Object> array(JsonReader reader, int depth) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value(reader, depth + 1));
        }
        reader.endArray();
        return items;
    }
}
