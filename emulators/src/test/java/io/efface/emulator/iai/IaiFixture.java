package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.FaceLibrary;
import io.efface.emulator.JsonText;
import io.efface.emulator.http.EmulatorResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An emulator with a fixed time, and methods that read its responses. */
final class IaiFixture {
    static final Instant NOW = Instant.parse("2026-11-22T23:59:59Z");

    final IaiEmulator emulator;
    final IaiRequests requests = new IaiRequests(NOW);

    IaiFixture() {
        this(IaiVariants.defaults());
    }

    IaiFixture(IaiVariants variants) {
        this(builder().variants(variants));
    }

    IaiFixture(IaiEmulator.Builder builder) {
        emulator = builder.build();
    }

    static IaiEmulator.Builder builder() {
        return IaiEmulator.builder()
                .key(IaiRequests.ID, IaiRequests.KEY)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .random(new Random(1));
    }

    FaceLibrary people() {
        return emulator.library();
    }

    /** Sends a signed POST request with JSON, and returns the content of the response. */
    Map<String, @Nullable Object> send(String action, String json) {
        return response(emulator.respond(requests.post(action, json)));
    }

    String code(String action, String json) {
        return code(emulator.respond(requests.post(action, json)));
    }

    /** Checks the outer object of a response, and returns its {@code Response} object. */
    static Map<String, @Nullable Object> response(EmulatorResponse received) {
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.headers().first("Content-Type")).isEqualTo("application/json");
        try {
            Map<String, @Nullable Object> envelope = JsonText.readObject(received.body());
            assertThat(envelope).containsOnlyKeys("Response");
            Map<String, @Nullable Object> response = object(envelope.get("Response"));
            assertThat(String.valueOf(response.get("RequestId"))).matches("[0-9a-f-]{36}");
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the error code of a response, or {@code OK}. */
    static String code(EmulatorResponse received) {
        Map<String, @Nullable Object> response = response(received);
        return response.containsKey("Error") ? String.valueOf(error(response).get("Code")) : "OK";
    }

    static String message(EmulatorResponse received) {
        return String.valueOf(error(response(received)).get("Message"));
    }

    private static Map<String, @Nullable Object> error(Map<String, @Nullable Object> response) {
        return object(response.get("Error"));
    }

    @SuppressWarnings("unchecked") // JsonText builds such maps only.
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    List<String> faces(String person) {
        return people().person(person).orElseThrow().faceIds();
    }
}
