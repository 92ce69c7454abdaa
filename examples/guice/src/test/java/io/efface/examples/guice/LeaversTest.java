package io.efface.examples.guice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.inject.Guice;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.green.GreenEmulator;
import io.efface.guice.FaceRepositoryModule;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.util.Map;
import org.junit.jupiter.api.Test;

@EffaceEmulators
class LeaversTest {
    @Test
    void delete_personInOneAccount_isDeletedThere(EmulatedAccounts emulated, GreenEmulator green) {
        green.library().put("alice", "face-1");
        try (FaceRepositoryModule module =
                FaceRepositoryModule.of(FaceRepositories.builder().map(emulated.settings()))) {
            Leavers leavers = Guice.createInjector(module).getInstance(Leavers.class);

            assertEquals(
                    Map.of("green", PersonOutcome.DELETED, "iai", PersonOutcome.ALREADY_ABSENT),
                    leavers.delete(PersonId.of("alice")));
        }
        assertEquals(0, green.library().size());
    }
}
