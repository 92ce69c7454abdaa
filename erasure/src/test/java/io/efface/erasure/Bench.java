package io.efface.erasure;

import io.efface.config.FaceRepositories;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.keys.KeyFolder;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A ledger, a key folder and two in-memory accounts for one test. */
public final class Bench implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    final Path folder;
    final Ledger ledger;
    final KeyFolder keys;
    public final InMemoryFaceLibrary a = new InMemoryFaceLibrary();
    final InMemoryFaceLibrary b = new InMemoryFaceLibrary();
    final FaceRepositories accounts;
    final Erasure erasure;

    Bench(Path folder) {
        this(folder, Checkpoints.NONE, InMemoryConfig.defaults(), Map.of());
    }

    Bench(Path folder, LedgerAddress ledger) {
        this(folder, ledger, Checkpoints.NONE, InMemoryConfig.defaults(), Map.of());
    }

    Bench(Path folder, Checkpoints checkpoints, InMemoryConfig config, Map<String, String> layers) {
        this(folder, LedgerAddress.of(folder.resolve("ledger/ledger.db")), checkpoints, config, layers);
    }

    private Bench(
            Path folder,
            LedgerAddress address,
            Checkpoints checkpoints,
            InMemoryConfig config,
            Map<String, String> layers) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("ledger"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        this.ledger = Ledger.open(address);
        this.keys = KeyFolder.create(folder.resolve("keys"));
        this.accounts = FaceRepositories.builder()
                .clock(clock)
                .random(new Random(1))
                .account("a", config, layers)
                .account("b", config, layers)
                .service("a", InMemoryFaceLibrary.class, a)
                .service("b", InMemoryFaceLibrary.class, b)
                .open();
        this.erasure = new Erasure(ledger, keys, accounts, clock, new Random(2), checkpoints);
    }

    /** Returns another erasure with the same ledger, without checkpoints. */
    Erasure other() {
        return new Erasure(ledger, keys, accounts, Clock.fixed(NOW, ZoneOffset.UTC), new Random(3));
    }

    static InputStream bytes(String... lines) {
        return new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static InputSource list(String... lines) {
        return InputSource.stream("the list", bytes(lines));
    }

    PlanSummary plan(PlanRequest.Builder request) {
        return erasure.plan(request.build());
    }

    /** Calls {@link TestSql#query} for a job. */
    List<String> query(String job, String sql) {
        return TestSql.query(ledger, job, sql);
    }

    List<String> states(String job) {
        return query(job, "SELECT id, line, account, state, duplicate_of, operation, problem FROM ROWS ORDER BY id");
    }

    void change(String job, String sql) {
        JobTables tables = new JobTables(ledger.store().job(job).number());
        String named = sql.replace("ROWS", tables.rows())
                .replace("EVENTS", tables.events())
                .replace("FACES", tables.faces())
                .replace("ACCOUNTS", tables.accounts());
        ledger.store().writer().write(tx -> {
            TestSql.sqlite(tx).execute(named);
            return true;
        });
    }

    @Override
    public void close() {
        accounts.close();
        ledger.close();
    }
}
