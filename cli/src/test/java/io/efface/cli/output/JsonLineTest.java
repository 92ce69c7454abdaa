package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class JsonLineTest {
    /** Public, because Moshi writes no other records. */
    public record Sample(long line, ErrorKind kind, Optional<String> code, String detail) {}

    @Test
    void of_record_writesComponentsInOrderAndNulls() {
        assertThat(JsonLine.of(new Sample(7, ErrorKind.TIMEOUT, Optional.empty(), null)))
                .isEqualTo("{\"line\":7,\"kind\":\"TIMEOUT\",\"code\":null,\"detail\":null}");
    }

    @Test
    void of_object_writesKeysInOrderAndValuesByTheirTypes() {
        JsonObject object = new JsonObject()
                .with("z", Optional.of("a \"b\" <c>"))
                .with("none", null)
                .withPresent("absent", null)
                .withPresent("empty", Optional.empty())
                .withPresent("at", Instant.parse("2026-01-31T10:00:00.5Z"))
                .with("numbers", List.of(1, 2.0, 3L))
                .with("delimiter", Optional.of(';'))
                .with("kinds", Map.of(ErrorKind.TIMEOUT, 3L))
                .with("records", List.of(new Sample(1, ErrorKind.RATE_LIMITED, Optional.of("x"), "d")))
                .with("object", new JsonObject().with("yes", true));

        assertThat(JsonLine.of(object))
                .isEqualTo("{\"z\":\"a \\\"b\\\" <c>\",\"none\":null,\"at\":\"2026-01-31T10:00:00.500Z\","
                        + "\"numbers\":[1,2.0,3],\"delimiter\":\";\",\"kinds\":{\"TIMEOUT\":3},"
                        + "\"records\":[{\"line\":1,\"kind\":\"RATE_LIMITED\",\"code\":\"x\",\"detail\":\"d\"}],"
                        + "\"object\":{\"yes\":true}}");
    }
}
