package com.example.leavers;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.emulator.Fault;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import java.util.List;
import org.junit.jupiter.api.Test;

@EffaceEmulators
class LeaversTest {
    @Test
    void leave_employee_isErased(FaceRepositories all, GreenEmulator green, IaiEmulator iai, RekognitionEmulator aws) {
        List<VendorEmulator> vendors = List.of(green, iai, aws);
        vendors.forEach(vendor -> vendor.library().put("alice", "face-1"));
        green.faults().next(Fault.throttle());
        new Leavers(all).leave("alice");
        assertThat(vendors).allMatch(vendor -> vendor.library().size() == 0);
        assertThat(aws.collection().orElseThrow().remainsOf("alice")).isEmpty();
    }
}
