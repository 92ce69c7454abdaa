package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.sqlite.Schema;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that ledgers of each earlier version can be verified, resumed and scrubbed, with targets in every state. If a state or an event
 * type is added, a test fails. The test passes again when a fixture contains the state or type, and {@link #STATES_SINCE} or {@link
 * #TYPES_SINCE} names the version that added it.
 */
class LedgerFixtureTest {
    /** The versions of the ledger in which states were added; all other states exist since the first version. */
    private static final Map<TargetState, Integer> STATES_SINCE = Map.of();

    private static final Map<EventType, Integer> TYPES_SINCE = Map.of(EventType.DETACHED, 2);

    /** The types that the events of a ledger in a file can have. */
    private static final EventType[] TYPES = Arrays.stream(EventType.values())
            .filter(type -> type != EventType.DATABASE_REPLACED)
            .toArray(EventType[]::new);

    /** Texts that the events of a fixture must contain, each with the version that first wrote the text. */
    private static final Map<String, Integer> FORMS = Map.ofEntries(
            Map.entry("\"type\":\"ATTEMPTED\".*\"operation\":\"DELETE_PERSON\"", 1),
            Map.entry("\"type\":\"ATTEMPTED\".*\"operation\":\"DELETE_FACES\",\"faces\":3", 1),
            Map.entry("\"type\":\"ATTEMPTED\".*\"attempt\":2", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"DONE\",\"outcome\":\"DELETED\"", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"DONE\",\"outcome\":\"ALREADY_ABSENT\"", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"maybeByEarlierAttempt\":true", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"FAILED\".*\"permanent\":false", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"PARTIAL\".*\"outcome\":\"RETAINED\"", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"UNKNOWN\".*\"kind\":\"UNAVAILABLE\"", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"UNKNOWN\".*\"because\":\"the worker ended\"", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"UNKNOWN\".*\"because\":\"the lease ran out\"", 1),
            Map.entry("\"type\":\"OUTCOME\".*\"state\":\"PENDING\".*\"returned\":true", 1),
            Map.entry("\"type\":\"READ_BACK\".*\"target\":\\d+,\"found\":false", 1),
            Map.entry("\"type\":\"READ_BACK\".*\"target\":\\d+,\"found\":true", 1),
            Map.entry("\"type\":\"READ_BACK\".*\"account\":.*\"found\":false", 1),
            Map.entry("\"type\":\"READ_BACK\".*\"account\":.*\"found\":true", 1),
            Map.entry("\"type\":\"READ_BACK\".*\"account\":.*\"found\":true,\"faces\":", 1),
            Map.entry("\"type\":\"REOPENED\".*\"state\":\"FAILED\"", 1),
            Map.entry("\"type\":\"REOPENED\".*\"state\":\"PRESENT\"", 1),
            Map.entry("\"type\":\"HOLDS_CHANGED\".*\"change\":\"added\"", 1),
            Map.entry("\"type\":\"HOLDS_CHANGED\".*\"change\":\"removed\"", 1),
            Map.entry("\"type\":\"OVERRIDDEN\".*\"check\":\"max-absent\"", 1),
            Map.entry("\"type\":\"OVERRIDDEN\".*\"stop\":\"scrub\"", 1),
            Map.entry("\"type\":\"OVERRIDDEN\".*\"check\":\"OLD_TAIL\"", 2),
            Map.entry("\"type\":\"OVERRIDDEN\".*\"check\":\"rows\"", 2),
            Map.entry("\"type\":\"SCRUBBED\".*\"step\":\"dataKey\"", 1),
            Map.entry("\"type\":\"SCRUBBED\".*\"step\":\"ids\"", 1));

    @TempDir
    Path folder;

    private RunBench bench;

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private Path file() {
        return folder.resolve("ledger/ledger.db");
    }

    private static RunOptions.Builder options(LedgerFixture fixture) {
        return RunBench.options()
                .retry(RunOptions.Retry.ALL)
                .maxAbsentPercent(100)
                .acceptOldTail(fixture.version == 1);
    }

    /** Returns the values of a column in the tables of all jobs. */
    private static Set<String> values(Path file, String table, String column) {
        Set<String> values = new TreeSet<>();
        try (Connection view = SqliteLedger.view(file);
                Statement jobs = view.createStatement();
                ResultSet job = jobs.executeQuery("SELECT number FROM job")) {
            while (job.next()) {
                try (Statement statement = view.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT DISTINCT " + column + " FROM " + table + "_" + job.getInt(1))) {
                    while (row.next()) {
                        values.add(row.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    private static <T> Set<T> known(T[] all, Map<T, Integer> since, int version) {
        return Stream.of(all)
                .filter(each -> since.getOrDefault(each, 1) <= version)
                .collect(Collectors.toSet());
    }

    private static List<LedgerFixture> of(int version) {
        return Stream.of(LedgerFixture.values())
                .filter(fixture -> fixture.version == version)
                .toList();
    }

    @Test
    void fixtures_ofEachVersion_haveEveryStateAndEventThatItKnows() {
        Set<TargetState> everyState = EnumSet.noneOf(TargetState.class);
        Set<EventType> everyType = EnumSet.noneOf(EventType.class);
        for (int version : Arrays.stream(LedgerFixture.values())
                .mapToInt(fixture -> fixture.version)
                .distinct()
                .toArray()) {
            Set<TargetState> states = EnumSet.noneOf(TargetState.class);
            Set<String> events = new TreeSet<>();
            for (LedgerFixture fixture : of(version)) {
                Path own = folder.resolve(fixture.name());
                fixture.copy(own);
                Path file = own.resolve("ledger/ledger.db");
                values(file, "row", "state").forEach(code -> states.add(TargetState.of(Integer.parseInt(code))));
                events.addAll(values(file, "event", "CAST(bytes AS TEXT)"));
            }
            Set<EventType> types = EnumSet.noneOf(EventType.class);
            EventReader reader = new EventReader();
            for (String event : events) {
                EventType type = reader.read(event.getBytes(StandardCharsets.UTF_8));
                assertThat(type).as(event).isNotNull();
                types.add(type);
            }

            assertThat(states)
                    .as("states of version " + version)
                    .containsAll(known(TargetState.values(), STATES_SINCE, version));
            assertThat(types).as("events of version " + version).containsAll(known(TYPES, TYPES_SINCE, version));
            FORMS.forEach((form, since) -> {
                if (since <= version) {
                    assertThat(events)
                            .as("version " + version)
                            .anyMatch(event ->
                                    Pattern.compile(form).matcher(event).find());
                }
            });
            everyState.addAll(states);
            everyType.addAll(types);
        }
        assertThat(everyState).containsExactlyInAnyOrder(TargetState.values());
        assertThat(everyType).containsExactlyInAnyOrder(TYPES);
    }

    @ParameterizedTest
    @EnumSource
    void verify_ledgerAndExports_areSoundAndUnchanged(LedgerFixture fixture) throws Exception {
        fixture.copy(folder);
        byte[] before = Files.readAllBytes(file());
        KeyFolder keys = KeyFolder.open(folder.resolve("keys"));

        for (String job : fixture.jobs()) {
            boolean unfinished = job.equals(RunBench.JOB);
            MacKey mac = MacKey.read(keys.folder()).orElse(null);
            ReceiptsCheck check = mac == null
                    ? Receipts.verify(keys.publicKey(), file(), job)
                    : Receipts.verify(keys.publicKey(), mac, file(), job);
            ReceiptsCheck export =
                    Receipts.verify(keys.publicKey(), folder.resolve("export").resolve(job));

            assertThat(check.isSound()).as(job + ": " + check.sentence()).isTrue();
            assertThat(check.verdict() == Verdict.UNSEALED_TAIL).as(job).isEqualTo(unfinished);
            assertThat(check.tailAuthenticated()).as(job).isEqualTo(unfinished && fixture.version > 1);
            assertThat(check.rows()).isNotNull().satisfies(rows -> {
                assertThat(rows.agrees()).isTrue();
                assertThat(rows.limits()).isEmpty();
            });
            assertThat(export.verdict()).as(job).isEqualTo(check.verdict());
            assertThat(export.lastSeal()).as(job).isEqualTo(check.lastSeal());
            ByteArrayOutputStream report = new ByteArrayOutputStream();
            Report.write(file(), job, ReportFormat.JSON, keys.publicKey(), report);
            assertThat(report.toString(StandardCharsets.UTF_8)).contains("\"code\":\"CHECKED\"");
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = "V2_DETACHED", mode = EnumSource.Mode.EXCLUDE)
    void run_unfinishedJob_isCompletedAndSealed(LedgerFixture fixture) {
        bench = fixture.open(folder);
        List<String> before = bench.events(0);

        bench.run(options(fixture));
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());

        assertThat(bench.events(0).subList(0, before.size())).isEqualTo(before);
        assertThat(bench.query("SELECT state, count(*) FROM ROWS GROUP BY state ORDER BY state"))
                .containsExactly(
                        TargetState.DONE.code() + " 13",
                        TargetState.PARTIAL.code() + " 1",
                        TargetState.HELD.code() + " 1",
                        TargetState.REFUSED.code() + " 1",
                        TargetState.DUPLICATE.code() + " 1");
        assertThat(bench.a.people())
                .extracting(person -> person.value())
                .as("held targets, targets with retained faces, and targets with faces that were not listed")
                .containsExactlyInAnyOrder("p6", "p7", "p8", "p10", "p14");
        assertThat(RunBench.faces(bench.a, "p7")).containsExactly("f4");
        assertThat(RunBench.faces(bench.a, "p14")).containsExactly("f4");
        assertThat(bench.b.people()).extracting(person -> person.value()).containsExactlyInAnyOrder("q2", "p16");
        assertThat(bench.row(14)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(bench.row(15)).as("the target was in flight").isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        ReceiptsCheck check = bench.receipts();
        assertThat(check.verdict()).as(check.sentence()).isEqualTo(Verdict.INTACT);
        assertThat(bench.query("PRAGMA user_version")).containsExactly(Integer.toString(Schema.VERSION));
        for (String job : fixture.jobs()) {
            assertThat(Receipts.verify(bench.keys.publicKey(), file(), job).isSound())
                    .as(job)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "V2_DETACHED", mode = EnumSource.Mode.EXCLUDE)
    void scrub_jobThatWasContinued_destroysItsIds(LedgerFixture fixture) {
        bench = fixture.open(folder);
        bench.run(options(fixture));

        assertThat(bench.erasure.scrub(RunBench.JOB, true).rows()).isEqualTo(17);

        assertNoIds();
        assertThat(bench.receipts().isSound()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"V1", "V2_DETACHED"},
            mode = EnumSource.Mode.EXCLUDE)
    void scrub_unfinishedJob_destroysItsIdsIfForced(LedgerFixture fixture) {
        bench = fixture.open(folder);

        bench.erasure.scrub(RunBench.JOB, true);

        assertNoIds();
        assertThat(bench.receipts().isSound()).isTrue();
    }

    @Test
    void run_jobWithDetachedFaces_deletesTheseFaces() {
        LedgerFixture.V2_DETACHED.copy(folder);
        bench = new RunBench(
                folder, RunBench.BARE, LaterLedgerMaker.DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
        LedgerFixture.V2_DETACHED.enrol(bench);
        bench.time.advance(Duration.ofHours(2));
        List<String> before = bench.events(0);

        bench.run();
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());

        assertThat(bench.events(0).subList(0, before.size())).isEqualTo(before);
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 0");
        assertThat(bench.row(2)).startsWith("DONE ").contains("VERIFIED_ABSENT 1");
        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(bench.query("SELECT count(face) FROM " + bench.tables().detached()))
                .containsExactly("4");

        bench.erasure.scrub(RunBench.JOB, false);

        assertNoIds();
        assertThat(bench.query("SELECT count(face) FROM " + bench.tables().detached()))
                .containsExactly("0");
        assertThat(bench.receipts().isSound()).isTrue();
    }

    private void assertNoIds() {
        assertThat(bench.query("SELECT count(*) FROM ROWS WHERE person IS NOT NULL OR subject IS NOT NULL"))
                .containsExactly("0");
        assertThat(bench.query("SELECT count(*) FROM FACES WHERE face IS NOT NULL"))
                .containsExactly("0");
        Job job = bench.ledger.store().job(RunBench.JOB);
        assertThat(folder.resolve("keys/data")).isDirectoryNotContaining("glob:**-" + job.number() + ".key");
    }
}
