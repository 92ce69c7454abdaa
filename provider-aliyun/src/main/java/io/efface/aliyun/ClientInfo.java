package io.efface.aliyun;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import okio.Buffer;

/** The optional query parameter that says who calls: a JSON object as text ("Common request parameters", document 53413). */
final class ClientInfo {
    private ClientInfo() {}

    /** Returns whether the text is exactly one JSON object. */
    static boolean isObject(String text) {
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text))) {
            if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
                return false;
            }
            reader.readJsonValue();
            return reader.peek() == JsonReader.Token.END_DOCUMENT;
        } catch (IOException | JsonDataException | IllegalArgumentException e) {
            return false;
        }
    }
}
