package io.efface.http.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
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
        try (JsonReader reader = JsonReader.of(utf8(body, contentType))) {
            Object value = value(reader, 0);
            return reader.peek() == JsonReader.Token.END_DOCUMENT ? Optional.ofNullable(value) : Optional.empty();
        } catch (IOException | JsonDataException e) {
            return Optional.empty();
        }
    }

    /** Returns the text in UTF-8 without a byte order mark. */
    private static Buffer utf8(ByteString body, @Nullable String contentType) throws CharacterCodingException {
        if (body.startsWith(BOM_UTF_8)) {
            return decoded(StandardCharsets.UTF_8, body.substring(BOM_UTF_8.size()));
        }
        if (body.startsWith(BOM_UTF_16BE) || body.startsWith(BOM_UTF_16LE)) {
            return decoded(StandardCharsets.UTF_16, body);
        }
        Charset charset = charset(contentType);
        return charset.equals(StandardCharsets.UTF_8) && isAscii(body)
                ? new Buffer().write(body)
                : decoded(charset, body);
    }

    private static boolean isAscii(ByteString bytes) {
        for (int i = 0; i < bytes.size(); i++) {
            if (bytes.getByte(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static Charset charset(@Nullable String contentType) {
        // The content type of most responses has no parameters, so it need not be parsed.
        boolean hasParameters = contentType != null && contentType.indexOf('=') >= 0;
        MediaType type = hasParameters ? MediaType.parse(contentType) : null;
        Charset named = type == null ? null : type.charset(StandardCharsets.UTF_8);
        return named == null ? StandardCharsets.UTF_8 : named;
    }

    /** Converts a text to UTF-8. Rejects bytes that the charset does not have, instead of replacing them. */
    private static Buffer decoded(Charset charset, ByteString bytes) throws CharacterCodingException {
        return new Buffer()
                .writeUtf8(charset.newDecoder().decode(bytes.asByteBuffer()).toString());
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
            int size = members.size();
            members.put(reader.nextName(), value(reader, depth + 1));
            if (members.size() == size) {
                throw new JsonDataException("a key occurs twice");
            }
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
