package io.efface.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.testkit.wiremock.EmulatorExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestkitAloneTest {
    @Test
    void testkit_withoutItsOptionalDependencies_hasFewerThanTwelveJars() throws Exception {
        List<String> jars =
                ClassPathFile.read(Path.of("target", "jars-of-the-testkit")).jars();

        assertTrue(jars.size() < 12, () -> "the testkit brings " + jars.size() + " jars: " + jars);
        assertFalse(jars.stream().anyMatch(jar -> jar.contains("wiremock")), jars::toString);
    }

    @Test
    void emulatorExtension_withoutWireMock_namesTheArtifactToAdd() {
        IllegalStateException error = assertThrows(IllegalStateException.class, EmulatorExtension::green);

        assertTrue(error.getMessage().contains("org.wiremock:wiremock"), error::getMessage);
    }

    @Test
    void memory_withoutWireMock_opens() {
        Map<String, String> settings = Map.of(
                "efface.accounts.a.provider", "memory",
                "efface.accounts.a.allow-memory", "true",
                "efface.accounts.a.policies", "none");
        try (FaceRepositories accounts = FaceRepositories.builder().map(settings).open()) {
            assertEquals("memory", accounts.get("a").capabilities().provider());
            assertTrue(accounts.get("a").findPerson(PersonId.of("4711")).isAbsent());
        }
    }
}
