package io.efface.examples.java8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.emulator.green.GreenEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EffaceEmulators
class EffaceCommandTest {
    private static final String SECRET = "efface.accounts.green.credentials.access-key-secret";
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String JAR = System.getProperty("efface.jar");

    @TempDir
    private Path folder;

    private Path configuration;
    private String secret;

    @BeforeEach
    void writeConfiguration(EmulatedAccounts emulated) throws IOException {
        Properties settings = new Properties();
        settings.putAll(emulated.settings());
        secret = settings.getProperty(SECRET);
        settings.setProperty(SECRET, "${env:GREEN_SECRET}");
        settings.keySet().removeIf(key -> !key.toString().startsWith("efface.accounts.green."));
        configuration = folder.resolve("efface.properties");
        try (Writer writer = Files.newBufferedWriter(configuration)) {
            settings.store(writer, null);
        }
    }

    @Test
    void java8_twoPersons_resultOfEach(GreenEmulator green) throws Exception {
        green.library().put("alice", "face-1");
        EffaceCommand command = new EffaceCommand(JAVA, JAR, configuration.toString());

        EffaceCommand.Result result =
                command.deletePersons("green", List.of("alice", "missing"), "GREEN_SECRET", secret);

        assertEquals(0, result.exitCode);
        assertEquals(2, result.json.size());
        assertTrue(result.json.get(0).contains("\"outcome\":\"DELETED\""), result.json.get(0));
        assertTrue(result.json.get(1).contains("\"outcome\":\"ALREADY_ABSENT\""), result.json.get(1));
        assertEquals(0, green.library().size());
    }

    @Test
    void java8_wrongSecret_exitCode4(GreenEmulator green) throws Exception {
        green.library().put("alice", "face-1");
        EffaceCommand command = new EffaceCommand(JAVA, JAR, configuration.toString());

        EffaceCommand.Result result = command.deletePersons("green", List.of("alice"), "GREEN_SECRET", "wrong-secret");

        assertEquals(4, result.exitCode);
        assertEquals(1, green.library().size());
    }

    @Test
    void python_person_isDeleted(GreenEmulator green) throws Exception {
        assumeTrue(isPythonInstalled(), "python3 is not installed");
        green.library().put("alice", "face-1");
        String script = "import sys; from efface_command import delete_persons; code, results = delete_persons(sys.argv[1:4],"
                + " sys.argv[4], 'green', ['alice'], 'GREEN_SECRET', sys.argv[5]);"
                + " print(code, [each['outcome'] for each in results])";

        Process python = new ProcessBuilder(
                        "python3", "-B", "-c", script, JAVA, "-jar", JAR, configuration.toString(), secret)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertEquals("0 ['DELETED']", new String(python.getInputStream().readAllBytes()).strip());
        assertEquals(0, green.library().size());
    }

    private static boolean isPythonInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor(1, TimeUnit.MINUTES);
        } catch (IOException e) {
            return false;
        }
    }
}
