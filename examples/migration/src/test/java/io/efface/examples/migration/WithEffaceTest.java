package io.efface.examples.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EffaceEmulators
class WithEffaceTest {
    private static final String FIRST = "11111111-1111-4111-8111-111111111111";
    private static final String SECOND = "22222222-2222-4222-8222-222222222222";

    @ParameterizedTest
    @ValueSource(strings = {"green", "iai", "rekognition"})
    void deletions_ofEachVendor_areReported(String account, EmulatedAccounts emulated) {
        emulated.emulator(account).library().put("alice", FIRST, SECOND);
        WithEfface efface = new WithEfface(emulated.repositories().get(account));

        assertTrue(efface.deleteFaces("alice", List.of(FIRST)));
        assertTrue(efface.deletePerson("alice"));
        assertFalse(efface.deletePerson("alice"));
        assertEquals(0, emulated.emulator(account).library().size());
    }
}
