package io.efface.examples.switching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.VendorEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EffaceEmulators
class LeaverTest {
    @ParameterizedTest
    @ValueSource(strings = {"green", "iai", "rekognition"})
    void delete_defaultAccountOfEachVendor_isDeleted(String account, EmulatedAccounts emulated) {
        VendorEmulator vendor = emulated.emulator(account);
        vendor.library().put("alice", FACES);
        try (FaceRepositories accounts = FaceRepositories.builder()
                .map(emulated.settings())
                .defaultAccount(account)
                .open()) {
            assertEquals(
                    PersonOutcome.DELETED,
                    Leaver.delete(accounts.defaultRepository(), PersonId.of("alice"), FaceId.of(FACES[0])));
        }
        assertEquals(0, vendor.library().size());
    }

    /** Ids in the form that Rekognition uses; the other vendors accept these ids, too. */
    private static final String[] FACES = {
        "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
    };
}
