package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.testkit.SkippingClock;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests an opened account with an emulator that enforces AWS's default quota of each action. */
class AwsQuotaTest {
    private static final int PEOPLE = 25;

    @Test
    void manyDeletions_defaultSettings_neverExceedTheDefaultQuotas() throws IOException {
        SkippingClock time = SkippingClock.ofSystem();
        RekognitionEmulator emulator = RekognitionEmulator.builder()
                .clock(time)
                .key("AKIDEXAMPLE", "secret")
                .enforceQuota(true)
                .build();
        try (EmulatorServer server = EmulatorServer.start(emulator);
                FaceRepositories accounts =
                        FaceRepositories.builder().clock(time).sleeper(time).open()) {
            Map<String, String> settings =
                    new HashMap<>(AwsTargets.VENDOR.account(server.url(), "AKIDEXAMPLE", "secret"));
            settings.keySet().removeAll(Set.of("quota", "verify"));
            accounts.put("main", settings);
            for (int i = 0; i < PEOPLE; i++) {
                emulator.library().put("person-" + i, "face-" + i, "other-" + i);
                PersonId person = PersonId.of("person-" + i);
                accounts.get("main").deleteFaces(person, Set.of(FaceId.of("other-" + i)));
                assertThat(accounts.get("main").deletePerson(person).outcome()).isEqualTo(PersonOutcome.DELETED);
            }
        }

        assertThat(emulator.calls().count("DeleteUser")).isEqualTo(PEOPLE);
        assertThat(emulator.calls().latest()).extracting(ReceivedCall::code).doesNotContain("ThrottlingException");
    }
}
