package io.efface.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.Json;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonResponseReaderTest {
    private static final JsonResponseReader JSON = JsonResponseReader.ignoringKeyCase(JsonResponseReaderTest.class);

    public record Envelope(
            @Nullable Integer code,
            @Nullable String msg,
            @Nullable String requestId,
            @Nullable Object data) {}

    public record Data(
            @Nullable Integer code,
            @Nullable List<String> faceIds,
            @Nullable List<Item> items) {}

    public record Item(@Json(name = "faceID") @Nullable String id) {}

    public record Strict(int code) {}

    public record Throwing(@Nullable Integer code) {
        public Throwing {
            throw new IllegalStateException("p-1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                RecordsWithMistakes.NotPublic.class,
                RecordsWithMistakes.UnknownType.class,
                RecordsWithMistakes.class
            })
    void reader_recordWithAMistake_failsAtItsCreationAndNamesTheRecord(Class<?> records) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonResponseReader.exactKeys(records))
                .withMessageContaining(RecordsWithMistakes.class.getName())
                .withMessageContaining("must be public")
                .havingCause();
        assertThatIllegalArgumentException().isThrownBy(() -> JsonResponseReader.ignoringKeyCase(records));
    }

    @Test
    void read_vendorsJson_returnsTheRecord() {
        Envelope envelope =
                read("{\"code\":200,\"msg\":\"OK\",\"requestId\":\"r\",\"new\":{\"x\":[1]},\"data\":{\"code\":201}}")
                        .orElseThrow();

        assertThat(envelope.code()).isEqualTo(200);
        assertThat(envelope.msg()).isEqualTo("OK");
        assertThat(JSON.convert(envelope.data(), Data.class).orElseThrow().code())
                .isEqualTo(201);
    }

    @Test
    void read_typeIsAMap_returnsTheFieldsOfAnObjectOnly() {
        assertThat(JSON.read(ByteString.encodeUtf8("{\"Code\":201}"), null, Map.class))
                .hasValue(Map.of("Code", "201"));
        assertThat(JSON.read(ByteString.encodeUtf8("[201]"), null, Map.class)).isEmpty();
    }

    @Test
    void read_keysInAnyCase_returnsTheRecord() {
        Envelope envelope = read("{\"Code\":400,\"MSG\":\"no\",\"RequestID\":\"r\",\"Data\":{\"FaceIds\":[\"1\"],"
                        + "\"Items\":[{\"FACEid\":\"7\"}]}}")
                .orElseThrow();

        assertThat(envelope).isEqualTo(new Envelope(400, "no", "r", envelope.data()));
        Data data = JSON.convert(envelope.data(), Data.class).orElseThrow();
        assertThat(data.faceIds()).containsExactly("1");
        assertThat(data.items()).containsExactly(new Item("7"));
    }

    @Test
    void read_exactKeys_doesNotAcceptAnotherCase() {
        ByteString body = ByteString.encodeUtf8("{\"Code\":400}");

        assertThat(JsonResponseReader.exactKeys(Envelope.class).read(body, null, Envelope.class))
                .contains(new Envelope(null, null, null, null));
    }

    @Test
    void read_numbersInTextFields_keepsAllDigits() {
        Data data = JSON.read(
                        ByteString.encodeUtf8(
                                "{\"faceIds\":[31842550077981745,9007199254740993,123456789012345678901234567890,-0]}"),
                        null,
                        Data.class)
                .orElseThrow();

        assertThat(data.faceIds())
                .containsExactly("31842550077981745", "9007199254740993", "123456789012345678901234567890", "-0");
    }

    @Test
    void read_numberAsText_isANumber() {
        assertThat(read("{\"code\":\"200\"}").orElseThrow().code()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "[]", "7", "true", "\"text\"", "null"})
    void read_dataOfAnotherShape_returnsTheEnvelope(String data) {
        Envelope envelope = read("{\"code\":500,\"data\":" + data + "}").orElseThrow();

        assertThat(envelope.code()).isEqualTo(500);
        assertThat(JSON.convert(envelope.data(), Data.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{\"code\":200}]",
                "7",
                "\"text\"",
                "not json",
                "{",
                "{\"code\":200",
                "{\"code\":",
                "{\"code\":200,\"msg\":\"unterminated",
                "{\"code\":200}}",
                "{\"code\":200}{\"code\":400}",
                "{\"code\":{}}",
                "{\"code\":[200]}",
                "{\"code\":1.5}",
                "{\"code\":99999999999}",
                "{\"code\":true}",
                "{\"code\":200,\"code\":400}",
                "{\"code\":200,\"Code\":400}",
                "{code:200}",
                "{'code':200}",
                "<html><body>502</body></html>",
                "<Error><Code>x</Code></Error>"
            })
    void read_bodyThatIsNotTheVendorsJson_isEmpty(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void read_missingPrimitive_isEmpty() {
        assertThat(JSON.read(ByteString.encodeUtf8("{}"), null, Strict.class)).isEmpty();
    }

    @Test
    void read_recordThatThrows_isEmpty() {
        assertThat(JSON.read(ByteString.encodeUtf8("{\"code\":1}"), null, Throwing.class))
                .isEmpty();
    }

    @Test
    void read_nestedTenThousandLevels_isEmpty() {
        assertThat(read("[".repeat(10_000))).isEmpty();
        assertThat(read("{\"data\":".repeat(10_000))).isEmpty();
        assertThat(read("{\"data\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .isEmpty();
    }

    @Test
    void read_nestedAsDeepAsAllowed_returnsTheRecord() {
        String deep = "[".repeat(JsonTree.DEEPEST - 1) + "]".repeat(JsonTree.DEEPEST - 1);

        assertThat(read("{\"code\":200,\"data\":" + deep + "}")).isPresent();
        assertThat(read("{\"code\":200,\"data\":[[" + deep + "]]}")).isEmpty();
    }

    @Test
    void read_charsetOfTheMediaType_isUsed() {
        Charset gbk = Charset.forName("GBK");
        ByteString body = ByteString.encodeString("{\"msg\":\"删除\"}", gbk);

        assertThat(JSON.read(body, "application/json;charset=GBK", Envelope.class)
                        .orElseThrow()
                        .msg())
                .isEqualTo("删除");
        assertThat(JSON.read(body, "application/json", Envelope.class)).isEmpty();
        assertThat(JSON.read(
                        ByteString.encodeUtf8("{\"msg\":\"删除\"}"), "application/json;charset=nonsense", Envelope.class))
                .isPresent();
    }

    @Test
    void read_byteOrderMark_isSkipped() {
        String text = "{\"code\":200}";

        assertThat(read("\uFEFF" + text)).isPresent();
        assertThat(JSON.read(ByteString.encodeString(text, StandardCharsets.UTF_16), null, Envelope.class))
                .isPresent();
        assertThat(JSON.read(ByteString.encodeString("\uFEFF" + text, StandardCharsets.UTF_16LE), null, Envelope.class))
                .isPresent();
    }

    @Test
    void read_bytesThatAreNotText_isEmpty() {
        assertThat(JSON.read(ByteString.of((byte) '"', (byte) 0xff, (byte) '"'), null, Envelope.class))
                .isEmpty();
        assertThat(JSON.read(ByteString.decodeHex("7b226d7367223a22ff227d"), null, Envelope.class))
                .isEmpty();
    }

    @Test
    void convert_null_isEmpty() {
        assertThat(JSON.convert(null, Data.class)).isEmpty();
        assertThat(JSON.convert(Map.of("code", "200"), Data.class).orElseThrow().code())
                .isEqualTo(200);
    }

    private static Optional<Envelope> read(String body) {
        return JSON.read(ByteString.encodeUtf8(body), "application/json", Envelope.class);
    }
}
