package io.efface.erasure;

import static io.efface.erasure.RunBench.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.aliyun.AliyunConfig;
import io.efface.aliyun.AliyunCredentials;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.Fault;
import io.efface.emulator.FaultScript;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.keys.KeyFolder;
import io.efface.http.Endpoint;
import io.efface.spi.layers.LayerCall;
import io.efface.tencent.TencentConfig;
import io.efface.tencent.TencentCredentials;
import io.efface.testkit.SkippingClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests runs with accounts of both vendors, opened from configuration, against emulators of the vendors. */
class VendorRunTest {
    private static final String JOB = "leavers";

    @TempDir
    Path folder;

    private final SkippingClock time = SkippingClock.ofSystem();
    private final GreenEmulator green =
            GreenEmulator.builder().key("green-id", "green-secret").clock(time).build();
    private final IaiEmulator iai =
            IaiEmulator.builder().key("iai-id", "iai-secret").clock(time).build();
    private EmulatorServer greenServer;
    private EmulatorServer iaiServer;
    private FaceRepositories accounts;
    private Ledger ledger;
    private Erasure erasure;

    @BeforeEach
    @SuppressWarnings("WaitNotInLoop") // The run loops.
    void open() throws IOException {
        greenServer = EmulatorServer.start(green);
        iaiServer = EmulatorServer.start(iai);
        // Quotas are off. Other tests cover them.
        Map<String, String> layers = Map.of("quota", "off", "retry.max-attempts", "3");
        accounts = FaceRepositories.builder()
                .clock(time)
                .random(new Random(1))
                .sleeper(time)
                .account(
                        "green",
                        AliyunConfig.builder()
                                .credentials(AliyunCredentials.of("green-id", "green-secret"))
                                .endpoint(Endpoint.parse(greenServer.url()))
                                .build(),
                        layers)
                .account(
                        "iai",
                        TencentConfig.builder()
                                .credentials(TencentCredentials.of("iai-id", "iai-secret"))
                                .endpoint(Endpoint.parse(iaiServer.url()))
                                .build(),
                        layers)
                .open();
        Files.createDirectories(folder.resolve("ledger"));
        ledger = Ledger.open(folder.resolve("ledger/ledger.db"));
        WaitStrategy waits = (wake, until, idle) -> {
            if (idle) {
                Duration left = Duration.between(time.instant(), until);
                time.sleep(left.isNegative() ? Duration.ZERO : left, LayerCall.plain());
            } else {
                boolean ignored = wake.tryAcquire(50, TimeUnit.MILLISECONDS);
            }
        };
        erasure = new Erasure(
                ledger,
                KeyFolder.create(folder.resolve("keys")),
                accounts,
                new RunContext(time, new Random(2), waits, Checkpoints.NONE));
    }

    @AfterEach
    void close() {
        ReceiptsCheck check = Receipts.verify(
                KeyFolder.open(folder.resolve("keys")).publicKey(), folder.resolve("ledger/ledger.db"), JOB);
        assertThat(check.isSound()).as(check.sentence()).isTrue();
        assertThat(check.rows()).isNotNull();
        accounts.close();
        ledger.close();
        greenServer.close();
        iaiServer.close();
    }

    private void plan(List<String> lines, String... chosen) {
        String text = String.join("\n", lines) + "\n";
        erasure.plan(PlanRequest.of(
                        JOB,
                        InputSource.stream("the list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .accounts(Set.of(chosen))
                .build());
    }

    private RunSummary run() {
        return erasure.run(
                JOB, RunOptions.builder().callTimeout(Duration.ofSeconds(30)).build());
    }

    private VerifySummary verify() {
        return erasure.verify(JOB, VerifyOptions.builder().build());
    }

    private List<String> query(String sql) throws SQLException {
        JobTables tables = new JobTables(ledger.store().job(JOB).number());
        List<String> found = new ArrayList<>();
        try (Connection view = TestSql.view(ledger);
                Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery(
                        sql.replace("ROWS", tables.rows()).replace("FACES", tables.faces()))) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private static void put(FaceLibrary library, List<String> people) {
        people.forEach(person -> library.put(person, "1" + person.substring(1), "2" + person.substring(1)));
    }

    private static void disturb(FaultScript faults) {
        faults.onAnyCall()
                .times(5, Fault.none())
                .next(Fault.throttle())
                .times(3, Fault.none())
                .next(Fault.drop(Fault.When.AFTER_EFFECT))
                .times(4, Fault.none())
                .next(Fault.reset(Fault.When.BEFORE_EFFECT))
                .times(3, Fault.none())
                .next(Fault.html502(Fault.When.AFTER_EFFECT))
                .times(3, Fault.none())
                .next(Fault.empty(Fault.When.AFTER_EFFECT))
                .times(2, Fault.none())
                .next(Fault.truncate(7));
    }

    @Test
    void run_bothVendorsWithFaults_erasesAndVerifiesEverybody() throws SQLException {
        put(green.library(), people(60));
        put(iai.library(), people(60));
        plan(people(60), "green", "iai");
        disturb(green.faults());
        disturb(iai.faults());

        RunSummary summary = run();
        for (int again = 0; again < 3 && summary.isWorkLeft(); again++) {
            summary = run();
        }

        assertThat(green.library().size()).isZero();
        assertThat(iai.library().size()).isZero();
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(query("SELECT count(*) FROM ROWS WHERE outcome = 'ALREADY_ABSENT' AND maybe_earlier = 0"))
                .as("everybody existed before, so no absence is without the remark")
                .containsExactly("0");
        assertThat(verify().isVerified()).isTrue();
        assertThat(query("SELECT DISTINCT evidence FROM ROWS")).containsExactly("VERIFIED_ABSENT");
    }

    @Test
    void verify_vendorReportedFalseSuccess_findsThePerson() {
        put(green.library(), people(10));
        plan(people(10), "green");
        // Green lists the deleted people, so the evidence is CONFIRMED and the layers do not read.
        green.faults().onOperation("DeletePerson").next(Fault.falseSuccess());
        RunSummary summary = run();
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(green.library().size()).isEqualTo(1);

        VerifySummary verified = verify();

        assertThat(verified.present()).isEqualTo(1);
        assertThat(verified.absent()).isEqualTo(9);
        assertThat(verified.counts().in(TargetState.PRESENT)).isEqualTo(1);
        assertThat(verified.counts().isComplete()).isFalse();
    }

    @Test
    void run_falseSuccessFoundByTheLayers_isUnknownUntilTheNextRun() {
        put(iai.library(), people(10));
        plan(people(10), "iai");
        iai.faults().onOperation("DeletePerson").next(Fault.falseSuccess());

        RunSummary summary = run();

        assertThat(summary.counts().in(TargetState.UNKNOWN)).isEqualTo(1);
        assertThat(iai.library().size()).isEqualTo(1);
        assertThat(run().counts().isComplete()).isTrue();
        assertThat(iai.library().size()).isZero();
    }

    @Test
    void run_wrongRegion_stopsAtMaxAbsent() {
        put(green.library(), people(400));
        plan(people(400), "green", "iai");

        RunSummary summary = run();

        assertThat(summary.accounts())
                .containsEntry("iai", AccountEnd.TOO_MANY_ABSENT)
                .containsEntry("green", AccountEnd.FINISHED);
        assertThat(summary.counts().in(TargetState.PENDING)).isGreaterThan(200);
    }

    @Test
    void run_someFacesOfAPerson_keepsTheOtherFaces() throws SQLException {
        iai.library().put("p1", "11", "21", "31");
        green.library().put("p1", "11", "21", "31");
        plan(List.of("subject,account,person_id,face_ids", "s,iai,p1,11;21", "s,green,p1,21;99"));

        RunSummary summary = run();

        assertThat(iai.library().person("p1").orElseThrow().faceIds()).containsExactly("31");
        assertThat(green.library().person("p1").orElseThrow().faceIds()).containsExactly("11", "31");
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(query("SELECT outcome FROM FACES ORDER BY row, number"))
                .containsExactly("DELETED", "DELETED", "DELETED", "ALREADY_ABSENT");
        assertThat(verify().isVerified()).isTrue();
    }
}
