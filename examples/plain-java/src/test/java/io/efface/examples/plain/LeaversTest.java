package io.efface.examples.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.efface.config.FaceRepositories;
import io.efface.emulator.Fault;
import io.efface.emulator.green.GreenEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import org.junit.jupiter.api.Test;

@EffaceEmulators
class LeaversTest {
    @Test
    void delete_person_isDeleted(FaceRepositories accounts, GreenEmulator green) {
        green.library().put("alice", "face-1");

        assertEquals("DELETED, evidence CONFIRMED", new Leavers(accounts.get("green")).delete("alice"));
        assertEquals(0, green.library().size());
    }

    @Test
    void delete_vendorThrottlesOnce_isRepeated(FaceRepositories accounts, GreenEmulator green) {
        green.library().put("alice", "face-1");
        green.faults().next(Fault.throttle());

        assertTrue(new Leavers(accounts.get("green")).delete("alice").startsWith("DELETED"));
    }
}
