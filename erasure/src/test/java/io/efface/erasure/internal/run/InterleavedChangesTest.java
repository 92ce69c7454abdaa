package io.efface.erasure.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.postgresql.PostgresLocation;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import io.efface.erasure.internal.ledger.postgresql.TwoSides;
import io.efface.erasure.internal.ledger.postgresql.TwoSides.Action;
import io.efface.erasure.internal.ledger.postgresql.TwoSides.Execution;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.plan.HoldListEditor;
import io.efface.erasure.internal.plan.Planner;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.JobScrubber;
import io.efface.erasure.internal.receipts.RowsVerifier;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests two changes of the same job, for each pair of changes. The statements of the two changes are executed in many orders: one side
 * executes some statements, then the other side continues until it ends or waits for a lock. By default, the side changes after every
 * fourteenth statement only. With {@code -Defface.interleavings.every=1}, all orders with one change are executed. With {@code
 * -Defface.interleavings.switches=2}, the side changes twice, which takes hours.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterleavedChangesTest {
    private static final int SWITCHES = Integer.getInteger("efface.interleavings.switches", 1);
    private static final int EVERY = Integer.getInteger("efface.interleavings.every", 14);
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int TARGETS = 40;
    private static final RunOptions OPTIONS = RunOptions.builder().build();
    private static final ListOptions HOLD_OPTIONS = ListOptions.defaults().withAccepted(Set.of(ListRisk.NEAR_HOLD));
    private static final Instant UNTIL = NOW.plus(Duration.ofSeconds(20));

    private final String schema = TestServer.newSchema();
    private final LedgerLocation location = PostgresLocation.of(TestServer.dataSource(), schema);
    private KeyFolder keys;
    private FaceRepositories accounts;
    private TwoSides sides;
    private int jobs;

    @BeforeAll
    void open(@TempDir Path folder) throws SQLException {
        keys = KeyFolder.create(folder.resolve("keys"));
        accounts = FaceRepositories.builder()
                .account("a", InMemoryConfig.defaults(), Map.of())
                .service("a", InMemoryFaceLibrary.class, new InMemoryFaceLibrary())
                .open();
        sides = new TwoSides(TestServer.dataSource(), schema);
    }

    @AfterAll
    void close() throws SQLException {
        sides.close();
        accounts.close();
    }

    /** A change of the job. */
    private enum Kind {
        CLAIM,
        OUTCOME,
        TAKE_OVER,
        HOLD,
        SEAL,
        SCRUB,
        OPEN
    }

    private Job plan(int targets) {
        LedgerStore store = sides.first();
        jobs++;
        String name = "job-" + jobs;
        String people =
                IntStream.rangeClosed(1, targets).mapToObj(i -> "p" + i + "\n").collect(Collectors.joining());
        new Planner(store, keys, accounts, CLOCK, new Random(1), Checkpoints.NONE)
                .plan(PlanRequest.of(name, list(people)).accounts(Set.of("a")).build());
        Job job = store.job(name);
        openReceipts(store, job);
        openReceipts(sides.second(), job);
        return job;
    }

    private void openReceipts(LedgerStore store, Job job) {
        JobReceipts receipts = new JobReceipts(store, keys, CLOCK);
        receipts.open(store.job(job.name()), false);
        receipts.requireRecordedHolds(store.job(job.name()));
    }

    /** An untouched target of a job, whose account the first side leases. The target is in flight if the first side stores an outcome. */
    private final class Scene {
        final Job job;
        final JobAccount account;
        final Lease lease;
        Target target;
        ClaimTarget claim;

        Scene(Job job, boolean isClaimed) {
            LedgerStore store = sides.first();
            this.job = job;
            this.account = store.read(tx -> tx.accounts(job.number()).all()).get(0);
            this.lease = take(store, "first");
            this.target = store.read(tx -> tx
                    .targets(job.number())
                    .page(1, TargetSelection.all(TargetState.PENDING), 0, TARGETS, CLOCK.instant())
                    .stream()
                    .filter(each -> each.attempt() == 0)
                    .findFirst()
                    .orElseThrow());
            this.claim = claim(lease.epoch());
            if (isClaimed) {
                assertThat(store.writer().write(claim)).isEqualTo(ClaimTarget.Result.CLAIMED);
            }
        }

        private ClaimTarget claim(long epoch) {
            return new ClaimTarget(job, account, target, "operation", epoch, UNTIL, List.of(), CLOCK);
        }

        private Lease take(LedgerStore store, String worker) {
            return Lease.take(store.writer(), job, List.of(account), CLOCK, worker, OPTIONS, false)
                    .get(0);
        }

        Action action(Kind kind) {
            return switch (kind) {
                case CLAIM -> store -> store.writer().write(claim);
                case OUTCOME ->
                    store -> store.writer()
                            .write(new StoreOutcome(
                                    job,
                                    1,
                                    target,
                                    claim.toClaim(),
                                    lease.epoch(),
                                    AttemptOutcome.absentAt(CLOCK.instant()),
                                    true,
                                    false,
                                    CLOCK));
                case TAKE_OVER -> store -> take(store, "second").epoch();
                case HOLD ->
                    store -> new HoldListEditor(store, keys, CLOCK)
                            .change(job.name(), list("person_id\np" + target.id() + "\n"), HOLD_OPTIONS, true);
                case SEAL ->
                    store -> new Sealer(store.writer(), store.id(), job, keys.signer(job.keys()), CLOCK).finish();
                case SCRUB ->
                    store -> new JobScrubber(store, keys, CLOCK, Checkpoints.NONE).destroyDataKey(job.name(), true);
                case OPEN ->
                    store -> {
                        openReceipts(store, job);
                        return true;
                    };
            };
        }

        TargetRecord record() {
            return sides.first()
                    .read(tx -> tx.targets(job.number()).find(target.id()))
                    .orElseThrow();
        }

        boolean isHeld() {
            return sides.first()
                    .<Boolean, RuntimeException>read(
                            tx -> tx.holds(job.number()).isHeld(target.id()));
        }

        JobState jobState() {
            return sides.first().job(job.name()).state();
        }
    }

    private static InputSource list(String text) {
        return InputSource.stream("the list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Executes a pair in all orders, with at most {@link #SWITCHES} changes of the side. Returns the number of orders. */
    private int interleave(Kind one, Kind two) {
        int offset = (one.name().length() + two.name().length()) % EVERY; // differs between pairs
        int orders = 0;
        Job job = null;
        for (boolean beginsWithFirst : new boolean[] {true, false}) {
            List<List<Integer>> left = new ArrayList<>(List.of(List.of()));
            while (!left.isEmpty()) {
                List<Integer> switches = left.remove(left.size() - 1);
                if (two == Kind.SCRUB || orders % (TARGETS - 1) == 0) {
                    job = plan(two == Kind.SCRUB ? 1 : TARGETS);
                }
                Scene scene = new Scene(job, one == Kind.OUTCOME);
                Execution execution = sides.execute(scene.action(one), scene.action(two), beginsWithFirst, switches);
                orders++;
                check(scene, one, two, execution);
                if (switches.size() < SWITCHES) {
                    int last = switches.isEmpty() ? 0 : switches.get(switches.size() - 1);
                    int length = (int) execution.steps().stream()
                            .filter(step -> step.contains(": "))
                            .count();
                    for (int next = last + 1 + offset; next < length; next += EVERY) {
                        List<Integer> more = new ArrayList<>(switches);
                        more.add(next);
                        left.add(more);
                    }
                }
            }
        }
        return orders;
    }

    private void check(Scene scene, Kind one, Kind two, Execution execution) {
        String order = execution.first() + ", " + execution.second() + ", switches " + execution.switches()
                + ", steps\n" + String.join("\n", execution.steps()) + "\n";
        ReceiptsCheck receipts = RowsVerifier.check(
                keys.publicKey(), MacKey.read(keys.folder()).orElseThrow(), location, scene.job.name());
        assertThat(receipts.isSound()).as(receipts.sentence() + order).isTrue();
        assertThat(sides.first().writer().failure()).as(order).isNull();
        assertThat(sides.second().writer().failure()).as(order).isNull();
        boolean hasSecondEndedFirst = execution.hasEndedBeforeLastCommit(false);
        TargetState state = scene.record().state();
        Object result = execution.first();
        switch (one) {
            case CLAIM -> checkClaim(scene, two, execution, order);
            case OUTCOME -> {
                boolean isStored = result instanceof Optional<?> stored && stored.isPresent();
                assertThat(state).as(order).isEqualTo(isStored ? TargetState.DONE : TargetState.UNKNOWN);
                assertThat(isStored).as(order).isIn(two != Kind.TAKE_OVER, !hasSecondEndedFirst);
            }
            case TAKE_OVER -> {
                if (two == Kind.SCRUB && hasSecondEndedFirst) {
                    assertThat(result).as(order).isInstanceOf(ErasureException.class);
                } else if (two != Kind.SCRUB) {
                    assertThat(result).as(order).isInstanceOf(Long.class).isNotEqualTo(execution.second());
                }
            }
            case HOLD -> {
                if (two == Kind.SCRUB && hasSecondEndedFirst) {
                    assertThat(result).as(order).isInstanceOf(ErasureException.class);
                } else if (two != Kind.SCRUB) {
                    assertThat(scene.isHeld()).as(order).isTrue();
                    assertThat(state).as(order).isEqualTo(TargetState.HELD);
                }
            }
            default -> assertThat(result).as(order).isNotInstanceOf(ErasureException.class);
        }
        if (two != Kind.TAKE_OVER && two != Kind.HOLD) {
            assertThat(execution.second()).as(order).isNotInstanceOf(ErasureException.class);
        }
        if (two == Kind.SCRUB) {
            assertThat(scene.jobState()).as(order).isEqualTo(JobState.SCRUBBING);
        }
    }

    private static void checkClaim(Scene scene, Kind two, Execution execution, String order) {
        Object result = execution.first();
        TargetRecord record = scene.record();
        boolean isClaimed = result == ClaimTarget.Result.CLAIMED;
        if (execution.hasEndedBeforeLastCommit(false) && two != Kind.SEAL && two != Kind.OPEN) {
            assertThat(isClaimed).as("claimed after " + two + " " + order).isFalse();
        }
        switch (two) {
            case TAKE_OVER -> {
                assertThat(result).as(order).isIn(ClaimTarget.Result.CLAIMED, ClaimTarget.Result.NO_LEASE);
                assertThat(record.state()).as(order).isEqualTo(isClaimed ? TargetState.UNKNOWN : TargetState.PENDING);
                assertThat(record.progress().maybeEarlier()).as(order).isEqualTo(isClaimed);
            }
            case HOLD -> {
                assertThat(result)
                        .as(order)
                        .isIn(ClaimTarget.Result.CLAIMED, ClaimTarget.Result.HELD, ClaimTarget.Result.CHANGED);
                assertThat(record.state()).as(order).isEqualTo(isClaimed ? TargetState.IN_FLIGHT : TargetState.HELD);
                assertThat(scene.isHeld()).as(order).isTrue();
            }
            case SCRUB ->
                assertThat(record.state()).as(order).isEqualTo(isClaimed ? TargetState.IN_FLIGHT : TargetState.PENDING);
            default -> assertThat(record.state()).as(order).isEqualTo(TargetState.IN_FLIGHT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TAKE_OVER", "HOLD", "SEAL", "SCRUB", "OPEN"})
    void claim_duringAnotherChange_keepsThePromises(Kind other) {
        assertThat(interleave(Kind.CLAIM, other)).isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TAKE_OVER", "HOLD", "SEAL", "SCRUB", "OPEN"})
    void outcome_duringAnotherChange_isStoredOrUnknown(Kind other) {
        assertThat(interleave(Kind.OUTCOME, other)).isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TAKE_OVER", "HOLD", "SEAL", "SCRUB", "OPEN"})
    void takeOver_duringAnotherChange_beginsAnEpochOrIsRejected(Kind other) {
        assertThat(interleave(Kind.TAKE_OVER, other)).isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SEAL", "SCRUB", "OPEN"})
    void hold_duringAnotherChange_protectsTheTarget(Kind other) {
        assertThat(interleave(Kind.HOLD, other)).isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SEAL", "SCRUB", "OPEN"})
    void seal_duringAnotherChange_keepsTheReceiptsSound(Kind other) {
        assertThat(interleave(Kind.SEAL, other)).isGreaterThan(3);
    }

    @Test
    void open_duringAScrub_isNotRejected() {
        assertThat(interleave(Kind.OPEN, Kind.SCRUB)).isGreaterThan(3);
    }
}
