package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests that no request makes the emulator throw an exception, and that only requests with a valid signature change the library. */
class IaiRobustnessTest {
    private static final List<String> PARTS = List.of(
            "PersonId",
            "=",
            "&",
            ".",
            "%",
            "%25",
            "FaceIds",
            ".0",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "p1",
            "null",
            "1e9",
            "-",
            "\u0000",
            "\ud800",
            "\u4eba",
            "Action",
            "DeletePerson",
            "Limit",
            "Offset",
            "GroupIds",
            " ");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final IaiFixture iai = new IaiFixture();

    private String randomText() {
        StringBuilder randomText = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            randomText.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return randomText.toString();
    }

    @Test
    void respond_randomSignedRequests_neverThrows() {
        List<String> actions = List.of(
                "DeletePerson",
                "DeleteFace",
                "CreatePerson",
                "CreateFace",
                "GetPersonList",
                "CopyPerson",
                "CreateGroup");
        for (int i = 0; i < 1000; i++) {
            String action = actions.get(random.nextInt(actions.size()));
            EmulatorRequest request = switch (random.nextInt(4)) {
                case 0 -> iai.requests.post(action, randomText());
                case 1 -> iai.requests.post(action, "{\"PersonId\":" + randomText() + "}");
                case 2 -> iai.requests.get(action, randomText());
                default ->
                    iai.requests.v1("POST", action, Map.of("x" + randomText(), randomText(), "PersonId", randomText()));
            };

            assertThat(IaiFixture.code(iai.emulator.respond(request)))
                    .as("seed %d, call %d", seed, i)
                    .doesNotStartWith("Internal");
        }
    }

    @Test
    void respond_randomUnsignedRequests_changeNothing() {
        iai.people().put("p1", "f1", "f2");
        for (int i = 0; i < 1000; i++) {
            EmulatorHeaders headers = EmulatorHeaders.of(
                    "Host",
                    randomText(),
                    "Content-Type",
                    random.nextBoolean() ? "application/x-www-form-urlencoded" : "application/json",
                    "X-TC-Timestamp",
                    random.nextBoolean() ? randomText() : "1",
                    "X-TC-Version",
                    "2020-03-03");
            if (random.nextBoolean()) {
                headers = headers.with("X-TC-Action", "DeletePerson")
                        .with("Authorization", "TC3-HMAC-SHA256 " + randomText());
            }
            EmulatorRequest request = new EmulatorRequest(
                    random.nextBoolean() ? "GET" : "POST",
                    "/",
                    randomText(),
                    headers,
                    randomText().getBytes(StandardCharsets.UTF_8));

            assertThat(IaiFixture.code(iai.emulator.respond(request)))
                    .as("seed %d, call %d", seed, i)
                    .isNotEqualTo("OK");
        }
        assertThat(iai.faces("p1")).containsExactly("f1", "f2");
    }
}
