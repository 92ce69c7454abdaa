package io.efface.examples.everywhere;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.efface.config.FaceRepositories;
import io.efface.emulator.VendorEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EffaceEmulators
class EraseListTest {
    @Test
    void erase_listOfTwo_isErasedFromEveryVendor(EmulatedAccounts emulated, @TempDir Path folder) throws IOException {
        List<VendorEmulator> vendors =
                emulated.names().stream().map(emulated::emulator).toList();
        vendors.forEach(vendor -> {
            vendor.library().put("alice", "11111111-1111-4111-8111-111111111111");
            vendor.library().put("carol", "22222222-2222-4222-8222-222222222222");
            vendor.library().put("stays", "33333333-3333-4333-8333-333333333333");
        });
        Path list = Files.writeString(folder.resolve("leavers.txt"), "alice\ncarol\n");
        Path ledger = Files.createDirectory(folder.resolve("ledger")).resolve("efface.db");

        // Accounts that wait in real time, because this test needs no skipped waits.
        try (FaceRepositories accounts =
                FaceRepositories.builder().map(emulated.settings()).open()) {
            assertTrue(EraseList.erase(list, ledger, folder.resolve("keys"), accounts));
        }
        vendors.forEach(vendor -> assertEquals(1, vendor.library().size()));
    }
}
