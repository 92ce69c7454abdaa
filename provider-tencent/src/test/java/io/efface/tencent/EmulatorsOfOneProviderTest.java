package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import org.junit.jupiter.api.Test;

/** Tests the JUnit extension of the testkit on a class path with only one provider. */
@EffaceEmulators
final class EmulatorsOfOneProviderTest {
    @Test
    void emulators_withThisProviderAlone_areThoseOfIai(
            EmulatedAccounts accounts, FaceRepository account, IaiEmulator iai) {
        iai.library().put("alice", "face-1");

        assertThat(account.deletePerson(PersonId.of("alice")).outcome()).isEqualTo(PersonOutcome.DELETED);

        assertThat(accounts.names()).containsExactly("iai");
        assertThat(iai.library().size()).isZero();
    }
}
