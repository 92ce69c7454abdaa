package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.rekognition.RekognitionEmulator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that each operation sends as many requests as the capabilities state. */
class AwsCapabilitiesTest {
    private static final PersonId PERSON = PersonId.of("alice");
    private static final String FACE = "0f6c8e2a-1b3d-4c5e-8f70-92a4b6c8d0e1";
    private static final String OTHER = "1f6c8e2a-1b3d-4c5e-8f70-92a4b6c8d0e2";

    @ParameterizedTest
    @EnumSource(names = {"DELETE_PERSON", "DELETE_FACES", "FIND_PERSON"})
    void requestsOf_typicalCall_haveTheNumberOfSentRequests(Operation operation) throws IOException {
        RekognitionEmulator emulator =
                RekognitionEmulator.builder().key("AKIDEXAMPLE", "secret").build();
        if (operation != Operation.FIND_PERSON) {
            emulator.library().put(PERSON.value(), FACE, OTHER);
        }
        try (EmulatorServer server = EmulatorServer.start(emulator);
                FaceRepositories accounts = FaceRepositories.builder().open()) {
            Map<String, String> settings =
                    new HashMap<>(AwsTargets.VENDOR.account(server.url(), "AKIDEXAMPLE", "secret"));
            settings.put("policies", "none");
            settings.keySet().removeAll(Set.of("quota", "verify"));
            accounts.put("main", settings);
            call(operation).accept(accounts.get("main"));
        }

        assertThat(emulator.calls().latest()).hasSameSizeAs(AwsCapabilities.CAPABILITIES.requestsOf(operation));
    }

    private static Consumer<FaceRepository> call(Operation operation) {
        return switch (operation) {
            case DELETE_PERSON -> repository -> repository.deletePerson(PERSON);
            case DELETE_FACES -> repository -> repository.deleteFaces(PERSON, Set.of(FaceId.of(FACE)));
            default -> repository -> repository.findPerson(PERSON);
        };
    }
}
