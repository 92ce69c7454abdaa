package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.rekognition.RekognitionCollection;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.emulator.rekognition.RekognitionVariants;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The emulators of three vendors, and the cases of the kill tests. The emulators continue when the process under test is killed. Each case
 * has a list and knows the people who existed before.
 */
final class KillScene implements AutoCloseable {
    /** The beginning of the names of jobs whose process is stopped and continued. */
    static final String STOPPED = "stopped";

    /** The call timeout of a process that is stopped. Its lease is three times as long. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    /** The time for which a process is stopped: longer than its lease. */
    static final Duration SUSPENSION = CALL_TIMEOUT.multipliedBy(4);

    /** A time that is longer than the lease and call timeout of the killed process, and within the clock tolerance of the vendors. */
    private static final Duration LATER = Duration.ofSeconds(150);

    private static final int FACES_PER_PAGE = 60;

    final WatchedEmulator green;
    final WatchedEmulator iai;
    final WatchedEmulator rekognition;
    private final RekognitionCollection collection;
    private final EmulatorServer greenServer;
    private final EmulatorServer iaiServer;
    private final EmulatorServer rekognitionServer;
    private final Path base;

    KillScene(Path base) throws IOException {
        this.base = base;
        this.green = new WatchedEmulator(
                GreenEmulator.builder().key("LTAIkill", "secret-of-green").build());
        this.iai = new WatchedEmulator(
                IaiEmulator.builder().key("AKIDkill", "secret-of-iai").build());
        RekognitionEmulator emulator = RekognitionEmulator.builder()
                .key("AKIAkill", "secret-of-rekognition")
                .variants(RekognitionVariants.builder().pageSize(FACES_PER_PAGE).build())
                .build();
        this.rekognition = new WatchedEmulator(emulator);
        this.collection = emulator.collection().orElseThrow();
        this.greenServer = EmulatorServer.start(green);
        this.iaiServer = EmulatorServer.start(iai);
        this.rekognitionServer = EmulatorServer.start(rekognition);
    }

    /** Returns the options of a run. A job whose process is stopped and continued has a short lease. */
    static RunOptions options(String job) {
        RunOptions.Builder options = RunOptions.builder().concurrency(4).maxAbsentPercent(100);
        return (job.startsWith(STOPPED) ? options.callTimeout(CALL_TIMEOUT) : options).build();
    }

    static String job(Path folder) {
        return folder.getFileName().toString();
    }

    static Path ledger(Path folder) {
        return folder.resolve("ledger/ledger.db");
    }

    static PlanRequest request(Path folder) {
        return PlanRequest.of(job(folder), InputSource.file(folder.resolve(job(folder) + ".csv")))
                .format(InputFormat.CSV)
                .build();
    }

    /** Creates another case with its own folder, configuration, keys and people. */
    Case next(String name, long seed) throws IOException {
        return new Case(name, new Random(seed), false);
    }

    /** Creates a case whose list has only one person with many faces, at the vendor that detaches faces. */
    Case personWithManyFaces(String name, long seed) throws IOException {
        return new Case(name, new Random(seed), true);
    }

    private FaceLibrary library(String account) {
        return switch (account) {
            case "green" -> green.library();
            case "iai" -> iai.library();
            default -> rekognition.library();
        };
    }

    /** Continues the held requests of the killed process. */
    void release() {
        green.release();
        iai.release();
        rekognition.release();
    }

    @Override
    public void close() {
        release();
        greenServer.close();
        iaiServer.close();
        rekognitionServer.close();
    }

    /** A list and a ledger for one crash. */
    final class Case {
        final String job;
        final Path folder;
        private final KillPeople people;

        private Case(String name, Random random, boolean isOnePerson) throws IOException {
            this.job = name;
            this.people = new KillPeople(name, random, KillScene.this::library, collection);
            this.folder = Files.createDirectories(base.resolve(name));
            Files.createDirectories(folder.resolve("ledger"));
            KeyFolder.create(folder.resolve("keys"));
            Files.writeString(folder.resolve("efface.properties"), configuration());
            Files.writeString(folder.resolve("green.secret"), "secret-of-green\n");
            Files.writeString(folder.resolve("iai.secret"), "secret-of-iai\n");
            Files.writeString(folder.resolve("rekognition.secret"), "secret-of-rekognition\n");
            if (isOnePerson) {
                people.addPersonWithManyFaces();
            } else {
                people.addPeople();
            }
            people.addBystanders();
            Files.write(folder.resolve(job + ".csv"), people.csv());
        }

        private String configuration() {
            return String.join(
                    "\n",
                    "efface.accounts.green.provider = aliyun",
                    "efface.accounts.green.region = cn-shanghai",
                    "efface.accounts.green.endpoint = " + greenServer.url(),
                    "efface.accounts.green.quota = off",
                    "efface.accounts.green.credentials.access-key-id = LTAIkill",
                    "efface.accounts.green.credentials.access-key-secret = ${file:green.secret}",
                    "efface.accounts.iai.provider = tencent",
                    "efface.accounts.iai.region = ap-guangzhou",
                    "efface.accounts.iai.endpoint = " + iaiServer.url(),
                    "efface.accounts.iai.quota = off",
                    "efface.accounts.iai.credentials.secret-id = AKIDkill",
                    "efface.accounts.iai.credentials.secret-key = ${file:iai.secret}",
                    "efface.accounts.rekognition.provider = rekognition",
                    "efface.accounts.rekognition.region = eu-west-1",
                    "efface.accounts.rekognition.library = " + RekognitionEmulator.FIRST_COLLECTION,
                    "efface.accounts.rekognition.endpoint = " + rekognitionServer.url(),
                    "efface.accounts.rekognition.quota = off",
                    "efface.accounts.rekognition.credentials.access-key-id = AKIAkill",
                    "efface.accounts.rekognition.credentials.secret-access-key = ${file:rekognition.secret}",
                    "");
        }

        /**
         * Returns the texts by which the requests of this case are recognised. Each request about a person or a face of this case contains
         * one of these texts.
         */
        List<String> texts() {
            return people.texts();
        }

        void plan() throws IOException {
            withErasure((ledger, erasure) -> erasure.plan(request(folder)));
        }

        /** Continues the job in this process, at a time when no request of the killed process can arrive any more. */
        void resume() throws IOException {
            withErasure((ledger, erasure) -> erasure.run(job, options(job)));
        }

        void withErasure(Step step) throws IOException {
            Clock later = Clock.offset(Clock.systemUTC(), LATER);
            try (Ledger ledger = Ledger.open(ledger(folder));
                    FaceRepositories accounts = FaceRepositories.builder()
                            .properties(folder.resolve("efface.properties"))
                            .clock(later)
                            .open()) {
                step.on(
                        ledger,
                        new Erasure(ledger, KeyFolder.open(folder.resolve("keys")), accounts, later, new Random(7)));
            }
        }

        /** Returns the number of targets that became unknown because the lease ended while they were in flight. */
        int countLostClaims() throws SQLException {
            try (Connection view = SqliteLedger.view(ledger(folder));
                    Statement statement = view.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(DISTINCT target) FROM "
                            + new JobTables(1).events() + " WHERE CAST(bytes AS TEXT) LIKE '%the lease ran out%'")) {
                return row.next() ? row.getInt(1) : 0;
            }
        }

        /** Completes an interrupted scrub. */
        void scrub() throws IOException {
            withErasure((ledger, erasure) -> erasure.scrub(job, true));
        }

        void checkScrubbed() throws SQLException {
            KeyFolder keys = KeyFolder.open(folder.resolve("keys"));
            try (Ledger ledger = Ledger.open(ledger(folder));
                    Connection view = TestSql.view(ledger);
                    Statement statement = view.createStatement()) {
                Job scrubbed = ledger.store().job(job);
                assertThat(scrubbed.state()).isEqualTo(JobState.SCRUBBED);
                assertThat(keys.hasDataKey(ledger.id(), scrubbed.number())).isFalse();
                try (ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM "
                        + new JobTables(scrubbed.number()).rows()
                        + " WHERE subject IS NOT NULL OR person IS NOT NULL), (SELECT count(*) FROM "
                        + new JobTables(scrubbed.number()).faces() + " WHERE face IS NOT NULL)")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getInt(1)).as("remaining ids of people").isZero();
                    assertThat(row.getInt(2)).as("remaining ids of faces").isZero();
                }
            }
            ReceiptsCheck receipts = Receipts.verify(keys.publicKey(), ledger(folder), job);
            assertThat(receipts.isSound()).as(receipts.sentence()).isTrue();
        }

        /** Checks that an incomplete plan cannot be run. */
        void checkCannotBeRun() throws IOException {
            withErasure((ledger, erasure) -> assertThatThrownBy(() -> erasure.run(job, options(job)))
                    .isInstanceOfSatisfying(
                            ErasureException.class,
                            rejection -> assertThat(rejection.reason())
                                    .isIn(ErasureException.Reason.WRONG_STATE, ErasureException.Reason.NO_SUCH_JOB)));
        }

        /** Checks that the rows on disk right after the crash agree with the sealed and unsealed events. */
        void checkRows() {
            ReceiptsCheck receipts =
                    Receipts.verify(KeyFolder.open(folder.resolve("keys")).publicKey(), ledger(folder), job);
            assertThat(receipts.isSound()).as(receipts.sentence()).isTrue();
        }

        /** Compares the outcomes in the ledger with the people at the vendors now and before the run. */
        void checkOutcomes() throws SQLException {
            KeyFolder keys = KeyFolder.open(folder.resolve("keys"));
            ReceiptsCheck receipts = Receipts.verify(keys.publicKey(), ledger(folder), job);
            assertThat(receipts.rows()).isNotNull();
            assertThat(receipts.verdict())
                    .as(receipts.sentence())
                    .isIn(ReceiptsCheck.Verdict.INTACT, ReceiptsCheck.Verdict.INCOMPLETE);
            people.checkUntouched();
            try (Ledger ledger = Ledger.open(ledger(folder));
                    Connection view = TestSql.view(ledger);
                    Statement statement = view.createStatement()) {
                JobTables tables = new JobTables(ledger.store().job(job).number());
                Map<Integer, String> accounts = accountNames(statement, tables);
                int targets = 0;
                try (ResultSet row = statement.executeQuery("SELECT id, line, account, state, operation, outcome,"
                        + " maybe_earlier, evidence FROM " + tables.rows() + " ORDER BY id")) {
                    while (row.next()) {
                        targets++;
                        people.check(row, accounts);
                    }
                }
                assertThat(targets).as("rows in the ledger").isEqualTo(people.rows());
            }
        }

        private Map<Integer, String> accountNames(Statement statement, JobTables tables) throws SQLException {
            Map<Integer, String> names = new HashMap<>();
            try (ResultSet row = statement.executeQuery("SELECT number, name FROM " + tables.accounts())) {
                while (row.next()) {
                    names.put(row.getInt(1), row.getString(2));
                }
            }
            return names;
        }
    }

    /** An action with an open ledger. */
    interface Step {
        void on(Ledger ledger, Erasure erasure);
    }
}
