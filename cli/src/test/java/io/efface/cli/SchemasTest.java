package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Claim;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.LastFaceRule;
import io.efface.Origin;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import io.efface.RetainedReason;
import io.efface.RetryAdvice;
import io.efface.cli.schema.JsonOutputs;
import io.efface.cli.schema.Schemas;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.RunEnd;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.FormatOrigin;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.record.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Checks the published schemas. {@link CommandTester} checks the output of all tests against them. */
class SchemasTest {
    private static final Map<String, Class<? extends Enum<?>>> ENUMS = Map.ofEntries(
            Map.entry("errorKind", ErrorKind.class),
            Map.entry("effect", Effect.class),
            Map.entry("retryAdvice", RetryAdvice.class),
            Map.entry("origin", Origin.class),
            Map.entry("evidence", Evidence.class),
            Map.entry("personOutcome", PersonOutcome.class),
            Map.entry("faceOutcome", FaceOutcome.class),
            Map.entry("retainedReason", RetainedReason.class),
            Map.entry("claimValue", Claim.Value.class),
            Map.entry("readBack", ReadBack.class),
            Map.entry("lastFaceBehavior", LastFaceRule.Behavior.class),
            Map.entry("jobState", JobState.class),
            Map.entry("targetState", TargetState.class),
            Map.entry("accountEnd", AccountEnd.class),
            Map.entry("runEnd", RunEnd.class),
            Map.entry("detachedState", JobStatus.DetachedState.class),
            Map.entry("verdict", ReceiptsCheck.Verdict.class),
            Map.entry("differenceKind", RowsCheck.Kind.class),
            Map.entry("inputFormat", InputFormat.class),
            Map.entry("formatOrigin", FormatOrigin.class),
            Map.entry("problemCode", ProblemCode.class),
            Map.entry("listRisk", ListRisk.class),
            Map.entry("requestReason", RequestFacts.Reason.class));

    private final Schemas schemas = Schemas.PUBLISHED;

    @TempDir
    private Path folder;

    @Test
    void commands_withTheOptionJson_haveSchemas() {
        Set<String> commands = new TreeSet<>();
        collect(new Cli(new CommandTester().context()).commandLine(List.of()), "", commands);

        assertThat(JsonOutputs.commands()).isEqualTo(commands);
    }

    private static void collect(CommandLine command, String path, Set<String> found) {
        if (command.getCommandSpec().findOption("--json") != null) {
            found.add(path);
        }
        command.getSubcommands().forEach((name, inner) -> collect(inner, (path + " " + name).strip(), found));
    }

    @Test
    void schemas_eachEnumeration_listsAllConstants() {
        ENUMS.forEach((name, type) -> assertThat(
                        words(schemas.schema(Schemas.DEFINITIONS).get("$defs").get(name)))
                .as(name)
                .containsExactlyElementsOf(
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).toList()));
        JsonNode event = schemas.schema("receipts/event.json");
        List<String> types = Arrays.stream(EventType.values()).map(Enum::name).toList();
        assertThat(words(event.get("properties").get("type"))).isEqualTo(types);
        assertThat(event.get("$defs").propertyNames()).containsExactlyElementsOf(types);
    }

    private static List<String> words(JsonNode schema) {
        return StreamSupport.stream(schema.get("anyOf").get(0).get("enum").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void schemas_eachFile_isValidAndDescribesEachProperty() {
        Schemas meta = schemas;
        for (String name : meta.names()) {
            JsonNode schema = meta.schema(name);
            assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(Schemas.metaErrors(schema)).as(name).isEmpty();
            assertThat(undescribed(schema, name)).isEmpty();
            assertThat(schema.toString())
                    .as("consumers accept additional properties")
                    .doesNotContain("unevaluatedProperties", "\"additionalProperties\":false");
        }
    }

    private List<String> undescribed(JsonNode schema, String place) {
        List<String> found = new ArrayList<>();
        schema.properties().forEach(part -> {
            JsonNode value = part.getValue();
            if (part.getKey().equals("properties")) {
                value.properties().forEach(property -> {
                    JsonNode each = property.getValue();
                    if (!each.has("description") && !each.has("$ref") && !each.has("const")) {
                        found.add(place + "/" + property.getKey());
                    }
                });
            }
            found.addAll(undescribed(value, place + "/" + part.getKey()));
        });
        return found;
    }

    @Test
    void errors_ofAConsumer_acceptWhatAMinorVersionAdds() {
        String later = "{\"account\":\"a\",\"operation\":\"deletePerson\",\"person\":\"p\",\"outcome\":\"NEW_WORD\","
                + "\"evidence\":null,\"maybeByEarlierAttempt\":false,\"requestIds\":[],\"attempts\":1,\"newKey\":{}}";

        assertThat(schemas.errors("cli/delete-person.json", later)).isEmpty();
        assertThat(schemas.errors("receipts/event.json", "{\"type\":\"NEW_TYPE\",\"at\":\"2026-01-31T10:00:00Z\"}"))
                .isEmpty();
    }

    @Test
    void strictErrors_undocumentedPropertyOrMissingOneOrUnknownWord_areFound() {
        String schema = "cli/last-line.json";
        assertThat(schemas.strictErrors(schema, "{\"exit\":0,\"reason\":\"done\",\"resume\":null}"))
                .isEmpty();
        assertThat(schemas.strictErrors(schema, "{\"exit\":0,\"reason\":\"done\",\"resume\":null,\"more\":1}"))
                .anyMatch(error -> error.contains("'more'"));
        assertThat(schemas.strictErrors(schema, "{\"exit\":0,\"reason\":\"done\"}"))
                .anyMatch(error -> error.contains("'resume'"));
        assertThat(schemas.strictErrors(
                        "cli/status-list.json",
                        "{\"job\":\"one\",\"state\":\"NEW_WORD\",\"planned\":1," + "\"done\":1,\"left\":0}"))
                .anyMatch(error -> error.contains("/state"));
        JsonOutputs outputs = new JsonOutputs(schemas);
        assertThatThrownBy(() -> outputs.check(new String[] {"run", "--json"}, 0, "{\"exit\":0,\"reason\":\"done\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("docs/schemas/" + schema);
    }

    /** Runs every command that writes JSON. {@link CommandTester} checks the documents. */
    @Test
    void commands_onOneJob_useEverySchema() throws IOException {
        JsonOutputs calls = calls();
        try (JobTester job =
                JobTester.start(folder).holding("green", "alice", "bob").holding("iai", "alice", "bob")) {
            String ledger = "sqlite:" + job.ledger();
            job.runJob("zero", "keys init", "--json");
            job.command.runOnFiles(
                    "keys", "init", "--json", "--keys", job.keys().toString());
            Path list = job.file("people.txt", "alice\nbob\n");
            job.run("plan", "--json", "--input", list.toString(), "--accounts", "green,iai", "--reference", "T-1");
            Path held = job.file("held.txt", "bob\n");
            job.run("hold add", "--json", "--ids", held.toString(), "--format", "plain");
            job.run("hold remove", "--json", "--ids", held.toString(), "--format", "plain");
            job.run("run", "--json");
            Path seal = folder.resolve("seal.json");
            job.run("run", "--json", "--apply", "--expect", "4", "--seal-file", seal.toString());
            assertThat(seal).exists();
            job.run("verify", "--json", "--settle", "0s");
            job.run("status", "--json");
            job.command.runOnFiles("status", "--json", "--ledger", ledger);
            job.command.runOnFiles("stop", "--json", "--ledger", ledger, "--job", "one");
            job.run("report", "--json", "--with-ids", folder.resolve("ids.json").toString());
            job.run("report", "--json");
            job.command.input("alice\n");
            job.command.runOnFiles(
                    "report",
                    "--json",
                    "--person",
                    "-",
                    "--ledger",
                    ledger,
                    "--keys",
                    job.keys().toString());
            job.run("receipts verify", "--json");
            job.run("receipts repair", "--json", "--yes");
            job.run("scrub", "--json", "--yes");
            job.run(
                    "receipts export",
                    "--json",
                    "--to",
                    folder.resolve("export").toString());
            String[] erase = {
                "erase",
                list.toString(),
                "--json",
                "--config",
                job.config().toString(),
                "--ledger",
                ledger,
                "--keys",
                job.keys().toString(),
                "--accounts",
                "iai",
                "--settle",
                "0s",
                "--yes",
                "--expect",
                "2"
            };
            assertThat(job.command.runOnFiles(erase)).as(job.err()).isZero();
            job.command
                    .outputs
                    .documents()
                    .forEach((name, documents) -> calls.documents().merge(name, documents, (some, more) -> {
                        some.addAll(more);
                        return some;
                    }));
        }

        Set<String> expected = new TreeSet<>(schemas.names());
        expected.remove(Schemas.DEFINITIONS);
        // WorkerCommandsTest checks this document, because it needs a ledger in PostgreSQL.
        expected.remove("cli/run-detached.json");
        assertThat(calls.documents().keySet()).isEqualTo(expected);
        record(calls.documents());
    }

    private static JsonOutputs calls() {
        CommandTester tester = CommandTester.with("cn", new FakeRepository().holding("alice", "f1", "f2"));
        tester.run("find-person", "--config", "x", "--json", "alice");
        tester.run("delete-faces", "--config", "x", "--yes", "--json", "alice", "f2");
        tester.run("delete-person", "--config", "x", "--yes", "--json", "alice");
        tester.run("doctor", "--config", "x", "--ping", "--json");
        tester.run("providers", "--json", "--settings");
        return tester.outputs;
    }

    /** With {@code -Defface.update-outputs}, records the documents for {@link SchemaUpgradeTest}. */
    private void record(Map<String, List<String>> documents) throws IOException {
        String version = System.getProperty("efface.update-outputs");
        if (version == null) {
            return;
        }
        String source = Path.of("..").toRealPath().toString();
        for (Map.Entry<String, List<String>> each : documents.entrySet()) {
            Path file = Path.of("src/test/resources/schemas", version, "outputs", each.getKey());
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    each.getValue().stream()
                            .map(line ->
                                    line.replace(folder.toString(), "/data").replace(source, "/efface"))
                            .toList());
        }
    }

    @Test
    void receipts_ofRecordedLedgers_haveEveryTypeOfEvent() throws IOException {
        JsonOutputs outputs = new JsonOutputs(schemas);
        try (Stream<Path> files = Files.walk(Path.of("..", "erasure", "src", "test", "resources", "ledgers"))) {
            for (Path file :
                    files.filter(each -> each.endsWith("events.ndjson")).toList()) {
                outputs.checkExport(file.getParent());
            }
        }

        // The recorded ledgers are files, so no event is about another database.
        String replaced =
                "{\"type\":\"DATABASE_REPLACED\",\"at\":\"2026-01-31T10:00:00Z\",\"database\":\"7714135404551867772/00000002/16385\"}";
        assertThat(schemas.strictErrors("receipts/event.json", replaced)).isEmpty();
        Set<String> types = new TreeSet<>(Set.of(EventType.DATABASE_REPLACED.name()));
        outputs.documents()
                .get("receipts/event.json")
                .forEach(line -> types.add(Schemas.json(line).get("type").asString()));
        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventType.values()).map(Enum::name).toList());
    }
}
