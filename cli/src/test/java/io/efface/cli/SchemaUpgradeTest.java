package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.schema.SchemaFacts;
import io.efface.cli.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the published schemas with the schemas and documents of earlier versions, which are recorded in {@code
 * src/test/resources/schemas}. The folder of a version contains its schemas, and may contain documents in the folder {@code outputs}.
 */
class SchemaUpgradeTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "schemas");
    private static final Path LEDGERS =
            Path.of(System.getProperty("basedir", "."), "..", "erasure", "src", "test", "resources", "ledgers");

    private final Schemas schemas = Schemas.PUBLISHED;

    @TempDir
    private Path folder;

    static List<Path> versions() throws IOException {
        try (Stream<Path> found = Files.list(RECORDED)) {
            return found.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void schemas_ofAnEarlierVersion_keepTheirPromises(Path version) {
        SchemaFacts earlier = SchemaFacts.of(Schemas.of(version.resolve("published")));

        assertThat(SchemaFacts.of(schemas).breaksSince(earlier))
                .as(
                        "Only a MAJOR version, or before 1.0.0 a MINOR version, may do this since version %s:"
                                + " see docs/versions.md. Otherwise, restore what was removed. If the version number allows"
                                + " the change, describe it in CHANGELOG.md and remove the recorded version",
                        version.getFileName())
                .isEmpty();
    }

    static List<Path> outputs() throws IOException {
        return versions().stream()
                .map(version -> version.resolve("outputs"))
                .filter(Files::isDirectory)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void outputs_ofAnEarlierVersion_areValid(Path outputs) throws IOException {
        try (Stream<Path> files = Files.walk(outputs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = outputs.relativize(file).toString().replace('\\', '/');
                for (String document : Files.readAllLines(file)) {
                    assertThat(schemas.strictErrors(name, document))
                            .as(document)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void breaksSince_removedOptionalRetypedAndReworded_areFound() throws IOException {
        SchemaFacts earlier = facts(
                "{'type':'object','required':['a','b'],'properties':{'a':{'type':'string'},'b':{'type':'integer'},"
                        + "'c':{'enum':['X','Y']},'d':{'type':'object','properties':{'e':{'type':'string'}}}}}");
        SchemaFacts later = facts(
                "{'type':'object','required':['b','n'],'properties':{'a':{'type':'string'},'b':{'type':['integer',"
                        + "'null']},'c':{'enum':['X','Z']},'d':{'type':'object'},'n':{'type':'string'}}}");

        assertThat(later.breaksSince(earlier))
                .containsExactly(
                        "one.json/a is no longer required",
                        "one.json/b has the type [integer, null], and had the type [integer]",
                        "one.json/c has the words [X, Z], and had the words [X, Y]",
                        "one.json/d/e was removed");
        assertThat(later.breaksSince(later)).isEmpty();
    }

    private SchemaFacts facts(String schema) throws IOException {
        Files.writeString(folder.resolve("one.json"), schema.replace('\'', '"'));
        return SchemaFacts.of(Schemas.of(folder));
    }

    /** {@link CommandTester} checks the output. What it contains is checked by tests of the module efface-erasure. */
    @ParameterizedTest
    @ValueSource(strings = {"v1/finished", "v1/unfinished", "v2/upgraded"})
    void commands_onLedgersOfEarlierVersions_writeValidOutput(String name) throws IOException {
        Path copy = folder.resolve("ledger");
        copy(LEDGERS.resolve(name), copy);
        CommandTester tester = new CommandTester();
        String ledger = "sqlite:" + copy.resolve("ledger").resolve("ledger.db");
        String keys = copy.resolve("keys").toString();

        for (String command : List.of("status", "report", "receipts verify")) {
            tester.runOnFiles(Stream.of(
                            command.split(" ", -1),
                            new String[] {"--json", "--job", "leavers", "--ledger", ledger, "--keys", keys})
                    .flatMap(Stream::of)
                    .toArray(String[]::new));
        }

        assertThat(tester.outputs.documents())
                .containsKeys("cli/status.json", "report.json", "cli/receipts-verify.json");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    // Version control does not store that a key is private.
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }
}
