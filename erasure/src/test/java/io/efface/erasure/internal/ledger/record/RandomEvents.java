package io.efface.erasure.internal.ledger.record;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Generates random events, including events with combinations of values that no run records. */
public final class RandomEvents {
    private static final Instant BEGIN = Instant.parse("2026-11-22T08:00:00Z");
    private static final TargetState[] OUTCOME_STATES = {
        TargetState.DONE,
        TargetState.FAILED,
        TargetState.PARTIAL,
        TargetState.UNKNOWN,
        TargetState.PENDING,
        TargetState.HELD
    };

    private final Random random;

    public RandomEvents(Random random) {
        this.random = random;
    }

    /** Returns an event about a target. */
    public TargetEvent next(long target) {
        return switch (random.nextInt(6)) {
            case 0 ->
                new TargetEvent.Attempted(
                        target,
                        time(),
                        1 + random.nextInt(9),
                        maybe(ErrorKind.values()),
                        random.nextBoolean() ? null : random.nextInt(4));
            case 1 -> new TargetEvent.Detached(target, time(), List.of(hash(), hash()));
            case 2 -> new TargetEvent.Orphaned(target, time(), "the worker ended");
            case 3 ->
                new TargetEvent.ReadBack(
                        target,
                        time(),
                        random.nextBoolean() ? null : "a",
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean() ? null : hashes());
            case 4 ->
                new TargetEvent.Reopened(
                        target,
                        time(),
                        random.nextBoolean() ? TargetState.PRESENT : TargetState.FAILED,
                        random.nextBoolean());
            default -> outcome(target);
        };
    }

    private TargetEvent.Outcome outcome(long target) {
        return new TargetEvent.Outcome(
                target,
                time(),
                random.nextInt(9),
                one(OUTCOME_STATES),
                maybe(PersonOutcome.values()),
                maybe(Evidence.values()),
                random.nextBoolean() ? null : time(),
                random.nextBoolean(),
                maybe(ErrorKind.values()),
                maybe(ErrorKind.values()),
                random.nextBoolean() ? null : random.nextBoolean(),
                maybe(Effect.values()),
                random.nextBoolean() ? null : "Code\"" + random.nextInt(9),
                random.nextBoolean() ? null : "r-" + random.nextInt(9),
                faces(),
                random.nextInt(4) == 0);
    }

    private Map<String, FaceRecord> faces() {
        Map<String, FaceRecord> faces = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            FaceRecord face = new FaceRecord(
                    one(FaceOutcome.values()),
                    maybe(Evidence.values()),
                    random.nextBoolean() ? null : time(),
                    random.nextBoolean(),
                    maybe(ErrorKind.values()));
            faces.put(hash(), face);
        }
        return faces;
    }

    private Set<String> hashes() {
        Set<String> hashes = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            hashes.add(hash());
        }
        return hashes;
    }

    private String hash() {
        return "0" + random.nextInt(5);
    }

    private Instant time() {
        return BEGIN.plusNanos(random.nextLong(1_000_000_000_000L));
    }

    private <T> T one(T[] constants) {
        return constants[random.nextInt(constants.length)];
    }

    private <T> @Nullable T maybe(T[] constants) {
        return random.nextInt(constants.length + 1) == 0 ? null : one(constants);
    }
}
