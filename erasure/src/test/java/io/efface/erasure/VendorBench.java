package io.efface.erasure;

import io.efface.aliyun.AliyunConfig;
import io.efface.aliyun.AliyunCredentials;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.keys.KeyFolder;
import io.efface.http.Endpoint;
import io.efface.spi.ProviderConfig;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A job of one account at the emulator of one vendor, {@code green} or {@code iai}. The account has the default layers without a quota. Its
 * clock skips waits.
 */
final class VendorBench implements AutoCloseable {
    static final String ACCOUNT = "main";
    private static final String JOB = "leavers";

    final SkippingClock time = SkippingClock.ofSystem();
    final VendorEmulator emulator;
    private final EmulatorServer server;
    private final Path file;
    private final FaceRepositories accounts;
    private final Ledger ledger;
    private final Erasure erasure;

    VendorBench(Path folder, String vendor) throws IOException {
        this(folder, vendor, Map.of("quota", "off", "verify", "always"));
    }

    VendorBench(Path folder, String vendor, Map<String, String> settings) throws IOException {
        boolean green = vendor.equals("green");
        emulator = green
                ? GreenEmulator.builder().key("id", "secret").clock(time).build()
                : IaiEmulator.builder().key("id", "secret").clock(time).build();
        server = EmulatorServer.start(emulator);
        ProviderConfig config = green
                ? AliyunConfig.builder()
                        .credentials(AliyunCredentials.of("id", "secret"))
                        .endpoint(Endpoint.parse(server.url()))
                        .build()
                : TencentConfig.builder()
                        .credentials(TencentCredentials.of("id", "secret"))
                        .endpoint(Endpoint.parse(server.url()))
                        .build();
        accounts = FaceRepositories.builder()
                .clock(time)
                .random(new Random(1))
                .sleeper(time)
                .account(ACCOUNT, config, settings)
                .open();
        Files.createDirectories(folder.resolve("ledger"));
        file = folder.resolve("ledger/ledger.db");
        ledger = Ledger.open(file);
        erasure = new Erasure(
                ledger,
                KeyFolder.create(folder.resolve("keys")),
                accounts,
                new RunContext(time, new Random(2), waits(), Checkpoints.NONE));
    }

    private WaitStrategy waits() {
        return (wake, until, idle) -> {
            if (idle) {
                Duration left = Duration.between(time.instant(), until);
                time.sleep(left.isNegative() ? Duration.ZERO : left, LayerCall.plain());
            } else {
                boolean ignored = wake.tryAcquire(50, TimeUnit.MILLISECONDS);
            }
        };
    }

    /** Adds people to the vendor, and plans their deletion with one line for each person, in this order. */
    void plan(List<String> people) {
        for (int i = 0; i < people.size(); i++) {
            emulator.library().put(people.get(i), Integer.toString(1_000 + i));
        }
        planList(String.join("\n", people) + "\n");
    }

    /** Plans a list. */
    void planList(String text) {
        erasure.plan(PlanRequest.of(
                        JOB,
                        InputSource.stream("the list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .accounts(Set.of(ACCOUNT))
                .build());
    }

    /** Stops the vendor's server, so that connections are refused. */
    void stopVendor() {
        server.close();
    }

    RunSummary run() {
        return run(RunOptions.builder());
    }

    RunSummary run(RunOptions.Builder options) {
        return erasure.run(JOB, options.build());
    }

    /** Returns the codes of the report's remarks. */
    List<String> remarks() {
        return Report.summary(file, JOB).remarks().stream()
                .map(ReportSummary.Remark::code)
                .toList();
    }

    /** Returns the latest time at which a target of the job was erased or failed. */
    Instant lastOutcome() throws SQLException {
        JobTables tables = new JobTables(ledger.store().job(JOB).number());
        try (Connection view = TestSql.view(ledger);
                Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(outcome_at) FROM " + tables.rows()
                        + " WHERE state IN (" + TargetState.DONE.code() + ", " + TargetState.FAILED.code() + ")")) {
            return row.next() ? Instant.ofEpochMilli(row.getLong(1)) : Instant.MIN;
        }
    }

    /**
     * Counts the wrongly done targets: a read found the target after the vendor had reported its deletion, and no later read confirmed its
     * absence.
     */
    long countWronglyDone() throws SQLException {
        JobTables tables = new JobTables(ledger.store().job(JOB).number());
        try (Connection view = TestSql.view(ledger);
                Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + tables.rows() + " AS r WHERE state = "
                        + TargetState.DONE.code() + " AND evidence <> 'VERIFIED_ABSENT' AND EXISTS(SELECT 1 FROM "
                        + tables.events() + " AS e WHERE e.target = r.id AND CAST(e.bytes AS TEXT)"
                        + " LIKE '%STILL_PRESENT%')")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void close() {
        accounts.close();
        ledger.close();
        server.close();
    }
}
