package io.efface.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the clients by hand do what the providers do: the emulators accept their signatures, and the people are deleted. */
class FloorTest {
    private static final String OTHER_SECRET = "another-secret";

    @ParameterizedTest
    @EnumSource(
            value = Client.class,
            names = {"TENCENT_FLOOR", "ALIYUN_FLOOR"})
    void delete_presentPeople_areDeletedFromTheEmulator(Client floor) throws Exception {
        VendorEmulator emulator = emulator(floor, Vendor.SECRET);
        emulator.library().put("person-1", "1001");
        emulator.library().put("person-2", "1002");
        emulator.library().put("person-3", "1003");
        try (EmulatorServer server = EmulatorServer.start(emulator);
                Client.Connected client = floor.connect(server.url().toString())) {
            client.delete("person-1");
            client.delete("person-2");
        }

        assertThat(emulator.library().person("person-1")).isEmpty();
        assertThat(emulator.library().person("person-2")).isEmpty();
        assertThat(emulator.library().person("person-3")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Client.class,
            names = {"TENCENT_FLOOR", "ALIYUN_FLOOR"})
    void delete_wrongSecret_isAnError(Client floor) throws Exception {
        VendorEmulator emulator = emulator(floor, OTHER_SECRET);
        emulator.library().put("person-1", "1001");
        try (EmulatorServer server = EmulatorServer.start(emulator);
                Client.Connected client = floor.connect(server.url().toString())) {
            assertThatThrownBy(() -> client.delete("person-1")).isInstanceOf(IOException.class);
        }

        assertThat(emulator.library().person("person-1")).isPresent();
    }

    private static VendorEmulator emulator(Client floor, String secret) {
        return floor == Client.TENCENT_FLOOR
                ? IaiEmulator.builder().key(Vendor.KEY_ID, secret).build()
                : GreenEmulator.builder().key(Vendor.KEY_ID, secret).build();
    }
}
