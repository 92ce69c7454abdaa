package io.efface.http.credentials;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okio.Buffer;

/** Reads the small files in which vendors' tools store credentials. */
public final class ProfileReader {
    private static final int LARGEST = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ProfileReader() {}

    /**
     * Returns the text of a file without a byte order mark, or empty if there is no such file.
     *
     * @throws InvalidProfileException if the file cannot be read, is not UTF-8, or has more than 1 MiB
     */
    public static Optional<String> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new InvalidProfileException(file + " has more than 1 MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(withoutMark(text));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new InvalidProfileException(file + " cannot be read: it is not UTF-8 text");
        } catch (IOException e) {
            throw new InvalidProfileException(file + " cannot be read");
        }
    }

    /**
     * Returns the JSON object in a file, or empty if there is no such file.
     *
     * @throws InvalidProfileException under the conditions of {@link #of(Path)}, or if the file is not one JSON object without repeated
     *     keys
     */
    public static Optional<Map<?, ?>> object(Path file) {
        return of(file).map(text ->
                object(text).orElseThrow(() -> new InvalidProfileException(file + " is not a JSON object")));
    }

    /**
     * Returns the fields of a JSON object that have a text as their value.
     *
     * @param where short description of the object, for the message
     * @throws InvalidProfileException if a part of a key, such as the token, is not a text, because this part would be ignored
     */
    public static Map<String, String> texts(Map<?, ?> object, String where) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (key instanceof String name && value instanceof String text) {
                texts.put(name, text);
            } else if (key instanceof String name && value != null && KeyFieldNames.isOfKey(name)) {
                throw new InvalidProfileException(
                        where + " has the field " + KeyFieldNames.printable(name) + ", which is not a text");
            }
        });
        return texts;
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * Parses a text as one JSON object. Returns empty if the text is not one JSON object, has text after the object, or repeats a key. A
     * byte order mark at the beginning is ignored.
     */
    public static Optional<Map<?, ?>> object(String text) {
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(withoutMark(text)))) {
            Object whole = reader.readJsonValue();
            if (reader.peek() == JsonReader.Token.END_DOCUMENT && whole instanceof Map<?, ?> map) {
                return Optional.of(map);
            }
        } catch (IOException | JsonDataException e) {
            // The reader's messages may repeat a value of the text.
        }
        return Optional.empty();
    }
}
