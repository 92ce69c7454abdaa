package io.efface.testkit.emulator;

import static io.efface.testkit.ContractAssertions.assertEquals;

import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fixture for tests of the programs on the documentation page of a provider: an emulated vendor, and a properties file with the account
 * {@code main} whose access keys the application provides. The vendor accepts the key {@code permanent} with the secret {@code
 * permanent-secret}, and the temporary keys {@code KEY1} and {@code KEY2} with secrets and tokens such as {@code secret-1} and {@code
 * token-1}. The vendor holds the people {@code p1} and {@code p2}.
 */
public abstract class ProvidedKeysFixture {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final String provider;
    private final Supplier<? extends VendorEmulator.Builder> emulators;

    @TempDir
    Path folder;

    private EmulatorServer server;
    private Path file;

    /**
     * For subclasses.
     *
     * @param provider the provider's name
     * @param emulators the function that starts an emulator
     */
    protected ProvidedKeysFixture(String provider, Supplier<? extends VendorEmulator.Builder> emulators) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.emulators = Objects.requireNonNull(emulators, "emulators");
    }

    @BeforeEach
    final void start() throws IOException {
        VendorEmulator emulator = emulators
                .get()
                .key("permanent", "permanent-secret")
                .temporaryKey("KEY1", "secret-1", "token-1", Instant.MAX)
                .temporaryKey("KEY2", "secret-2", "token-2", Instant.MAX)
                .build();
        emulator.library().put("p1", "f1");
        emulator.library().put("p2", "f2");
        server = EmulatorServer.start(emulator);
        file = Files.writeString(folder.resolve("efface.properties"), """
                efface.accounts.main.provider = %s
                efface.accounts.main.endpoint = %s
                efface.accounts.main.credentials = provider
                efface.accounts.main.verify = off
                """.formatted(provider, server.url()));
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    /** Returns the properties file. */
    protected final Path file() {
        return file;
    }

    /** Returns the number of requests that arrived. */
    protected final long requests() {
        return server.requests();
    }

    /** Deletes a person from the account {@code main}. */
    protected static PersonOutcome delete(FaceRepositories accounts, String person) {
        return accounts.get("main").deletePerson(PersonId.of(person)).outcome();
    }

    /**
     * Checks that the programs on a page are exactly these classes of the test's package.
     *
     * @param markdown the path of the page, relative to the module's folder
     */
    protected final void assertPageShows(String markdown, String... classes) throws IOException {
        String page = Files.readString(MODULE.resolve(markdown).normalize());
        Path sources = MODULE.resolve("src/test/java")
                .resolve(getClass().getPackageName().replace('.', '/'));
        List<String> programs = new ArrayList<>();
        for (String name : classes) {
            programs.add(Files.readString(sources.resolve(name + ".java")));
        }
        assertEquals(
                programs,
                JAVA.matcher(page).results().map(block -> block.group(1)).toList(),
                "the page must show the tested programs");
    }
}
