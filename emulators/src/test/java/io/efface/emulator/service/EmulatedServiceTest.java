package io.efface.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EmulatedServiceTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final long SEED = 20260301L;

    @Test
    void named_eachName_returnsTheService() {
        assertThat(EmulatedService.names()).containsExactly("green", "iai", "rekognition");
        assertThat(EmulatedService.names().stream()
                        .map(name -> EmulatedService.named(name).orElseThrow()))
                .containsExactly(EmulatedService.values());
        assertThat(EmulatedService.named("Green")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void start_eachService_startsItsEmulatorWithTheClock(EmulatedService service) throws IOException {
        try (EmulatedAccount account = start(service)) {
            assertThat(account.service()).isEqualTo(service);
            assertThat(account.emulator()).isExactlyInstanceOf(service.emulatorType());
            assertThat(account.emulator().name()).isEqualTo(service.text());
            assertThat(account.emulator().clock()).isSameAs(NOON);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_twice_makesDifferentKeysOfTheVendorsForm(EmulatedService service) throws IOException {
        Random random = new Random(SEED);
        try (EmulatedAccount one = service.start(0, NOON, random);
                EmulatedAccount two = service.start(0, NOON, random)) {
            assertThat(one.keyId()).isNotEqualTo(two.keyId()).matches("(LTAI|AKID|AKIA)[a-zA-Z0-9]{16,32}");
            assertThat(one.keySecret()).isNotEqualTo(two.keySecret()).matches("[a-zA-Z0-9]{30,40}");
            assertThat(one.server().port()).isNotEqualTo(two.server().port());
        }
    }

    @Test
    void settings_ofRekognition_areThoseOfAnAccountInTheEmulator() throws IOException {
        try (EmulatedAccount account = start(EmulatedService.REKOGNITION)) {
            assertThat(account.settings())
                    .containsExactly(
                            Map.entry("provider", "rekognition"),
                            Map.entry("endpoint", account.server().url()),
                            Map.entry("library", "faces"),
                            Map.entry("quota", "50/s"),
                            Map.entry("region", "eu-west-1"),
                            Map.entry("credentials.access-key-id", account.keyId()),
                            Map.entry("credentials.secret-access-key", account.keySecret()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void toString_ofAnAccount_containsNoKey(EmulatedService service) throws IOException {
        try (EmulatedAccount account = start(service)) {
            assertThat(account.toString())
                    .contains(service.text())
                    .doesNotContain(account.keyId())
                    .doesNotContain(account.keySecret());
        }
    }

    @ParameterizedTest
    @EnumSource
    void newFaceId_ofEachService_isAnIdOfTheService(EmulatedService service) {
        Random random = new Random(SEED);
        List<String> faces = List.of(service.newFaceId(random), service.newFaceId(random));

        assertThat(faces).doesNotHaveDuplicates();
        assertThatCode(() -> faces.forEach(service::checkFaceId)).doesNotThrowAnyException();
    }

    @Test
    void checkPersonId_wrongForm_isRejectedByRekognitionWithoutTheId() {
        assertThatCode(() -> EmulatedService.GREEN.checkPersonId("two words")).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmulatedService.REKOGNITION.checkPersonId("two words"))
                .withMessageContaining("UserId")
                .withMessageNotContaining("two words");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmulatedService.REKOGNITION.checkFaceId("f1"))
                .withMessage("a FaceId is a UUID in lower case");
    }

    private static EmulatedAccount start(EmulatedService service) throws IOException {
        return service.start(0, NOON, new Random(SEED));
    }
}
