package io.efface.cli.output;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.Buffer;

/** One JSON object in one line. */
public final class JsonLine {
    private JsonLine() {}

    /** What stands between the braces. */
    public interface Content {
        /** Writes names and values. */
        void writeTo(JsonWriter json) throws IOException;
    }

    /** Returns the object as text without a line end; nulls are written. */
    public static String of(Content content) {
        try (Buffer buffer = new Buffer();
                JsonWriter json = JsonWriter.of(buffer)) {
            json.setSerializeNulls(true);
            json.beginObject();
            content.writeTo(json);
            json.endObject();
            json.flush();
            return buffer.readUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory takes everything", e);
        }
    }
}
