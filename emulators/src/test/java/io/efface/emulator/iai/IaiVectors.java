package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The key, time and people of the vectors for signatures, and the checks of their responses. */
final class IaiVectors {
    static final String ID = "AKIDEXAMPLE0000000000000000000000000";
    static final String KEY = "SECRETEXAMPLE00000000000000000000";
    static final String TOKEN = "TOKENEXAMPLE==";
    static final long TIME = 1_700_000_000L;
    static final String HOST = "iai.tencentcloudapi.com";
    static final String JSON_TYPE = "application/json; charset=utf-8";
    static final String FORM_TYPE = "application/x-www-form-urlencoded";
    static final String P = "p-1%@#&_A";
    static final String F0 = "2875186538564559728";
    static final String F1 = "2873640802022644880";
    static final String F2 = "3454816969590585885";
    static final String DELETE_2001 = "{\"PersonId\":\"2001\"}";
    static final String DELETE_P = "{\"PersonId\":\"" + P + "\"}";
    static final String FACES_P =
            "{\"PersonId\":\"" + P + "\",\"FaceIds\":[\"" + F0 + "\",\"" + F1 + "\",\"" + F2 + "\"]}";
    static final String QUERY_P = "PersonId=p-1%25%40%23%26_A";

    private IaiVectors() {}

    static IaiEmulator emulator(boolean temporary) {
        IaiEmulator.Builder builder = IaiEmulator.builder()
                .clock(Clock.fixed(Instant.ofEpochSecond(TIME), ZoneOffset.UTC))
                .variants(
                        IaiVariants.builder().defaultLanguage(IaiLanguage.EN_US).build());
        IaiEmulator emulator = (temporary ? builder.temporaryKey(ID, KEY, TOKEN) : builder.key(ID, KEY)).build();
        emulator.library().put("2001", "face-of-2001");
        emulator.library().put(P, F0, F1, F2, "a-face-that-stays");
        emulator.library().put("x", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "stays");
        return emulator;
    }

    static void assertDeleted(IaiEmulator emulator, EmulatorResponse response, String action) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyText()).doesNotContain("Error");
        if (action.equals("DeletePerson")) {
            assertThat(emulator.library().size()).isEqualTo(2);
        } else {
            assertThat(response.bodyText()).contains("\"SucDeletedNum\":").doesNotContain("\"SucDeletedNum\":0");
        }
    }

    static void assertSignatureFailure(IaiEmulator emulator, EmulatorRequest request) {
        EmulatorResponse response = emulator.respond(request);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyText()).contains("\"Code\":\"AuthFailure.SignatureFailure\"");
    }
}
