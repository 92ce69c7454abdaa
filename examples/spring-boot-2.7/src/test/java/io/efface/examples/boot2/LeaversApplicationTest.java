package io.efface.examples.boot2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.builder.SpringApplicationBuilder;

@EffaceEmulators
class LeaversApplicationTest {
    @Test
    void leave_employee_isDeleted(
            EmulatedAccounts emulated, GreenEmulator green, IaiEmulator iai, @TempDir Path folder)
            throws IOException {
        assertEquals("2.7.18", SpringBootVersion.getVersion());
        green.library().put("alice", "face-1");
        iai.library().put("alice", "face-1");

        leave("alice", file(emulated, "green", folder));
        leave("alice", file(emulated, "iai", folder));

        assertEquals(0, green.library().size());
        assertEquals(0, iai.library().size());
    }

    private static void leave(String employee, Path accounts) {
        try (var application = new SpringApplicationBuilder(LeaversApplication.class)
                .run("--leavers.accounts=" + accounts)) {
            application.getBean(LeaversApplication.Leavers.class).leave(employee);
        }
    }

    private static Path file(EmulatedAccounts emulated, String account, Path folder) throws IOException {
        Properties settings = new Properties();
        settings.putAll(emulated.settings());
        settings.setProperty("efface.default-account", account);
        Path file = folder.resolve(account + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        return file;
    }
}
