package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.memory.MemoryLocation;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.ledger.sqlite.StorageException;
import io.efface.erasure.internal.receipts.RowsVerifier;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A ledger and in-memory accounts with one manual clock, for tests of runs. A test can end a run like a crash, and restart it. */
final class RunBench implements AutoCloseable {
    static final String JOB = "leavers";
    /** The settings of accounts without layers. */
    static final Map<String, String> BARE = Map.of("policies", "none");
    /** The settings of accounts with layers that have no breaker and do not repeat requests. */
    static final Map<String, String> LAYERS = Map.of("breaker.enabled", "false", "retry.max-attempts", "1");

    final Path folder;
    final ManualTime time = new ManualTime();
    final KeyFolder keys;
    final InMemoryFaceLibrary a = new InMemoryFaceLibrary();
    final InMemoryFaceLibrary b = new InMemoryFaceLibrary();
    final FaceRepositories accounts;
    Ledger ledger;
    Erasure erasure;
    private final RunContext context;
    private final Function<Path, Ledger> opening;
    private int restarts;
    private boolean changed;

    RunBench(Path folder, Map<String, String> settings) {
        this(folder, settings, InMemoryConfig.defaults(), HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
    }

    RunBench(
            Path folder,
            Map<String, String> settings,
            InMemoryConfig config,
            HookedConfig.Hook before,
            HookedConfig.Hook after) {
        this(folder, settings, config, before, after, Checkpoints.NONE);
    }

    /** Opens both accounts with the same settings. Only account a calls the hooks. */
    RunBench(
            Path folder,
            Map<String, String> settings,
            InMemoryConfig config,
            HookedConfig.Hook before,
            HookedConfig.Hook after,
            Checkpoints checkpoints) {
        this(folder, settings, config, before, after, null, checkpoints, Ledger::open);
    }

    /** Opens a bench whose runs and layers wait in real time; {@link #time} is not used. */
    static RunBench inRealTime(Path folder, HookedConfig.Hook before) {
        return new RunBench(
                folder,
                LAYERS,
                InMemoryConfig.defaults(),
                before,
                HookedConfig.Hook.NONE,
                Clock.systemUTC(),
                Checkpoints.NONE,
                Ledger::open);
    }

    /** Opens a bench with a ledger in memory, which has no file. */
    static RunBench inMemory(Path folder, Map<String, String> settings) {
        LedgerLocation memory = new MemoryLocation();
        return new RunBench(
                folder,
                settings,
                InMemoryConfig.defaults(),
                HookedConfig.Hook.NONE,
                HookedConfig.Hook.NONE,
                null,
                Checkpoints.NONE,
                file -> new Ledger(LedgerAddress.of(file), memory.open()));
    }

    private RunBench(
            Path folder,
            Map<String, String> settings,
            InMemoryConfig config,
            HookedConfig.Hook before,
            HookedConfig.Hook after,
            @Nullable Clock real,
            Checkpoints checkpoints,
            Function<Path, Ledger> opening) {
        this.folder = folder;
        this.opening = opening;
        Clock clock = real == null ? time : real;
        WaitStrategy waits = real == null ? time : WaitStrategy.system(real);
        this.context = new RunContext(clock, new Random(100), waits, checkpoints);
        FaceRepositoriesBuilder builder =
                FaceRepositories.builder().clock(clock).random(new Random(1));
        if (real == null) {
            builder.sleeper(time);
        }
        builder.account("a", new HookedConfig(config, before, after), settings)
                .account("b", config, settings)
                .service("a", InMemoryFaceLibrary.class, a)
                .service("b", InMemoryFaceLibrary.class, b);
        this.accounts = builder.open();
        this.keys = KeyFolder.create(folder.resolve("keys"));
        try {
            Files.createDirectories(folder.resolve("ledger"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        this.ledger = opening.apply(file());
        this.erasure = erasure();
    }

    private Path file() {
        return folder.resolve("ledger/ledger.db");
    }

    private Erasure erasure() {
        restarts++;
        return new Erasure(
                ledger,
                keys,
                accounts,
                new RunContext(context.clock(), new Random(100 + restarts), context.waits(), context.checkpoints()));
    }

    /** Returns the dependencies of the jobs of this bench. */
    RunContext context() {
        return context;
    }

    /** Makes the ledger fail from now on, as if the process had ended. */
    void crash() {
        CompletableFuture<Boolean> unused = ledger.store().writer().submit(tx -> {
            throw new StorageException(new SQLException("crashed on purpose"));
        });
    }

    /** Opens the ledger again, as another process would do. */
    void restart() {
        ledger.close();
        ledger = opening.apply(file());
        erasure = erasure();
    }

    static List<String> people(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "p" + i).toList();
    }

    /** Puts people with one face into a library. */
    static void put(InMemoryFaceLibrary library, Collection<String> people) {
        people.forEach(person -> library.put(person, person + "-f1"));
    }

    /** Returns the error of a call that a rule of this process rejects, so that no request is sent. */
    static FaceException rejectedLocally(Operation operation) {
        return FaceException.of(operation, ErrorKind.FAILED_PRECONDITION)
                .origin(Origin.LOCAL)
                .effect(Effect.NONE)
                .build();
    }

    static boolean contains(InMemoryFaceLibrary library, String person) {
        return library.faces(PersonId.of(person)).isPresent();
    }

    static Set<String> faces(InMemoryFaceLibrary library, String person) {
        Set<String> ids = new LinkedHashSet<>();
        library.faces(PersonId.of(person)).orElse(Set.of()).forEach(face -> ids.add(face.value()));
        return ids;
    }

    PlanSummary plan(Collection<String> lines, String... accountNames) {
        String text = String.join("\n", lines) + "\n";
        return erasure.plan(PlanRequest.of(
                        JOB,
                        InputSource.stream("the list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .accounts(Set.of(accountNames))
                .build());
    }

    /** Puts the people p1, p2, ... into the accounts, and plans their deletion. */
    void putAndPlan(int people, String... accountNames) {
        for (String account : accountNames) {
            put(account.equals("a") ? a : b, people(people));
        }
        plan(people(people), accountNames);
    }

    static RunOptions.Builder options() {
        return RunOptions.builder().callTimeout(Duration.ofSeconds(20)).firstPause(Duration.ofSeconds(5));
    }

    RunSummary run() {
        return run(options());
    }

    RunSummary run(RunOptions.Builder options) {
        return erasure.run(JOB, options.build());
    }

    JobTables tables() {
        return new JobTables(ledger.store().job(JOB).number());
    }

    /** Calls {@link TestSql#query} for the job. */
    List<String> query(String sql) {
        return TestSql.query(ledger, JOB, sql);
    }

    /** Returns whether the ledger has no file. {@link #query} and {@link #restart} then do not work. */
    private boolean isInMemory() {
        return !Files.exists(file());
    }

    /** Returns the events of a target as text, the oldest event first. For 0, returns all events. */
    List<String> events(long target) {
        if (isInMemory()) {
            List<String> events = new ArrayList<>();
            ledger.store().<Void, RuntimeException>read(tx -> {
                tx.events(tx.jobs().get(JOB).number())
                        .all()
                        .forEach(event -> events.add(new String(event.bytes(), StandardCharsets.UTF_8)));
                return null;
            });
            Pattern ofTarget = Pattern.compile("\"target\":" + target + "[,}]");
            events.removeIf(event -> target != 0 && !ofTarget.matcher(event).find());
            return events;
        }
        return query("SELECT CAST(bytes AS TEXT) FROM EVENTS" + (target == 0 ? "" : " WHERE target = " + target)
                + " ORDER BY seq");
    }

    /** Returns the stored record of a target. */
    TargetRecord target(long id) {
        return ledger.store()
                .read(tx -> tx.targets(tx.jobs().get(JOB).number()).find(id))
                .orElseThrow();
    }

    /** Returns the state, the outcome, the evidence and the remark about an earlier attempt of a row. */
    String row(long id) {
        if (isInMemory()) {
            TargetProgress row = target(id).progress();
            return row.state() + " " + row.outcome() + ' ' + row.evidence() + ' ' + (row.maybeEarlier() ? 1 : 0);
        }
        String line = query("SELECT state, outcome, evidence, maybe_earlier FROM ROWS WHERE id = " + id)
                .get(0);
        int blank = line.indexOf(' ');
        return TargetState.of(Integer.parseInt(line.substring(0, blank))) + line.substring(blank);
    }

    void change(String sql) {
        JobTables tables = tables();
        String named = sql.replace("ROWS", tables.rows())
                .replace("FACES SET", tables.faces() + " SET")
                .replace("FROM FACES", "FROM " + tables.faces())
                .replace("HOLDS", tables.holds())
                .replace("EVENTS", tables.events())
                .replace("SEALS", tables.seals())
                .replace("ACCOUNTS", tables.accounts());
        changed = true;
        ledger.store().writer().write(tx -> {
            TestSql.sqlite(tx).execute(named);
            return true;
        });
    }

    /** Computes the HMACs of all events again, for tests that change events as only the job can. */
    void authenticate() {
        Job job = ledger.store().job(JOB);
        EventMac mac = keys.eventMac(ledger.id(), job.number(), JOB, job.keys());
        ledger.store().writer().write(tx -> {
            String events = new JobTables(job.number()).events();
            Query update = TestSql.sqlite(tx).sql("UPDATE " + events + " SET mac = :mac WHERE seq = :seq");
            TestSql.sqlite(tx)
                    .sql("SELECT seq, bytes FROM " + events)
                    .list(row -> update.set("mac", mac.of(row.number("seq"), row.bytes("bytes")))
                            .set("seq", row.number("seq"))
                            .update());
            return true;
        });
    }

    /** Checks the receipts and the rows of the job. */
    ReceiptsCheck receipts() {
        MacKey mac = MacKey.read(keys.folder()).orElse(null);
        if (isInMemory()) {
            try {
                return ledger.store()
                        .<ReceiptsCheck, IOException>read(tx -> RowsVerifier.check(
                                keys.publicKey(), mac, tx, tx.jobs().get(JOB)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return mac == null
                ? Receipts.verify(keys.publicKey(), file(), JOB)
                : Receipts.verify(keys.publicKey(), mac, file(), JOB);
    }

    /** Checks that the rows agree with the receipts, unless the test changed rows. */
    void checkRows() {
        if (!changed
                && (ledger.store().writer().hasFailed()
                        || ledger.store().find(JOB).isPresent())) {
            ReceiptsCheck check = receipts();
            assertThat(check.isSound()).as(String.valueOf(check)).isTrue();
            assertThat(check.rows() == null ? List.of() : check.rows().limits()).isEmpty();
        }
    }

    @Override
    public void close() {
        checkRows();
        accounts.close();
        ledger.close();
    }
}
