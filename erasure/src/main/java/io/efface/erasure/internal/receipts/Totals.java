package io.efface.erasure.internal.receipts;

import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.StoredRows.CountedFace;
import io.efface.erasure.internal.ledger.StoredRows.CountedRow;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a job's rows and faces by state and result. {@link #read} counts the stored rows, {@link #of} computes the same numbers
 * from the events alone. This class counts the rows one by one, because a query that groups ten million rows would have to sort them. For
 * one thread until the numbers are complete; immutable afterwards.
 */
public final class Totals {
    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final Evidence[] EVIDENCE = Evidence.values();

    private final Map<TargetState, Long> states = new EnumMap<>(TargetState.class);
    private final Map<PersonOutcome, Long> outcomes = new EnumMap<>(PersonOutcome.class);
    private final Map<Evidence, Long> evidence = new EnumMap<>(Evidence.class);
    private final Map<FaceOutcome, Long> faces = new EnumMap<>(FaceOutcome.class);
    private long facesWithoutOutcome;
    private long maybeEarlier;
    private long openFaces;

    /** The targets with faces. They are kept in memory, because a query for a row by its number may fail in a damaged table. */
    private final BitSet targetsWithFaces = new BitSet();

    /** The targets that have faces and are in the state {@code PARTIAL}. */
    private final BitSet partialTargets = new BitSet();

    private Totals() {}

    /** Counts the stored rows and faces of a job. */
    public static Totals read(StoredRows rows) {
        Totals totals = new Totals();
        totals.readRows(rows);
        totals.readFaces(rows);
        return totals;
    }

    /**
     * Computes the totals from the events that a fold has applied.
     *
     * @param claimedHeldCount the number of held targets according to the rows or to a seal. This number is used if events of older
     *     versions do not determine the number; see {@link EventFold#heldCount}
     * @param events the source of the same events, from which the outcomes of faces are read in a second pass
     * @return the totals, or null if the version of Efface that planned the job did not record the plan as an event
     */
    static @Nullable Totals of(EventFold fold, long claimedHeldCount, FaceFold.EventSource events) throws IOException {
        JobFold job = fold.job();
        if (job.plan() == null) {
            return null;
        }
        Totals totals = new Totals();
        long duplicates = job.planned("duplicates");
        long refused = job.planned("refused");
        long held = fold.heldCount(claimedHeldCount);
        long pending = job.planned("rows") - duplicates - refused - held;
        PackedTargets targets = fold.targets();
        FaceFold faces = fold.faces(events);
        for (long target = 1; target <= fold.lastRow() && target < targets.end(); target++) {
            TargetProgress progress = targets.get(target);
            if (!progress.isUntouched()) {
                totals.count(progress.state(), progress.maybeEarlier(), progress.outcome(), progress.evidence(), 1);
                pending--;
                if (targets.has(PackedTargets.HAS_FACES, target)) {
                    totals.countFaces(progress.state(), faces.of(target).values());
                }
            }
        }
        totals.put(TargetState.DUPLICATE, duplicates);
        totals.put(TargetState.REFUSED, refused);
        totals.put(TargetState.HELD, held);
        totals.put(TargetState.PENDING, pending);
        return totals;
    }

    private void put(TargetState state, long number) {
        if (number != 0) {
            states.merge(state, number, Long::sum);
        }
    }

    private void countFaces(TargetState state, Collection<FaceRecord> records) {
        for (FaceRecord face : records) {
            countFace(state == TargetState.PARTIAL, face.outcome());
        }
    }

    private void countFace(boolean isOfPartialTarget, @Nullable FaceOutcome outcome) {
        if (outcome == null) {
            facesWithoutOutcome++;
        } else {
            faces.merge(outcome, 1L, Long::sum);
        }
        if (isOfPartialTarget && (outcome == null || isOpen(outcome))) {
            openFaces++;
        }
    }

    private void readRows(StoredRows rows) {
        long[] counts = new long[TargetState.values().length * 1000];
        try (Cursor<CountedRow> counted = rows.counted()) {
            for (CountedRow row = counted.next(); row != null; row = counted.next()) {
                TargetState state = row.state();
                counts[state.code() * 1000 + code(row)]++;
                long id = row.id();
                if (state.isPlanned() && row.hasFaces() && id > 0 && id <= Integer.MAX_VALUE) {
                    targetsWithFaces.set((int) id);
                    if (state == TargetState.PARTIAL) {
                        partialTargets.set((int) id);
                    }
                }
            }
        }
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                count(code, counts[code]);
            }
        }
    }

    @SuppressWarnings("EnumOrdinal") // The ordinals only exist in memory.
    private static int code(CountedRow row) {
        PersonOutcome outcome = row.outcome();
        Evidence level = row.evidence();
        return (row.maybeEarlier() ? 100 : 0)
                + (outcome == null ? 0 : (outcome.ordinal() + 1) * 10)
                + (level == null ? 0 : level.ordinal() + 1);
    }

    private void count(int code, long number) {
        int outcome = code / 10 % 10;
        int level = code % 10;
        count(
                TargetState.of(code / 1000),
                code / 100 % 10 > 0,
                outcome == 0 ? null : OUTCOMES[outcome - 1],
                level == 0 ? null : EVIDENCE[level - 1],
                number);
    }

    private void count(
            TargetState state,
            boolean isMaybeEarlier,
            @Nullable PersonOutcome outcome,
            @Nullable Evidence level,
            long number) {
        states.merge(state, number, Long::sum);
        if (state.isPlanned() && isMaybeEarlier) {
            maybeEarlier += number;
        }
        if (state == TargetState.DONE) {
            if (outcome != null) {
                outcomes.merge(outcome, number, Long::sum);
            }
            if (level != null) {
                evidence.merge(level, number, Long::sum);
            }
        }
    }

    private void readFaces(StoredRows rows) {
        try (Cursor<CountedFace> counted = rows.countedFaces()) {
            for (CountedFace face = counted.next(); face != null; face = counted.next()) {
                long target = face.target();
                if (target > 0 && target <= Integer.MAX_VALUE && targetsWithFaces.get((int) target)) {
                    countFace(partialTargets.get((int) target), face.outcome());
                }
            }
        }
    }

    /** Returns whether a run still has to delete or to read a face of a {@code PARTIAL} target. A failed or retained face is not open. */
    private static boolean isOpen(FaceOutcome outcome) {
        return switch (outcome) {
            case UNCONFIRMED, UNKNOWN, NOT_ATTEMPTED -> true;
            case DELETED, ALREADY_ABSENT, RETAINED, FAILED -> false;
        };
    }

    /** Returns the number of rows: one for each line and account. */
    long rows() {
        return sum(states);
    }

    public long countOf(TargetState state) {
        return states.getOrDefault(state, 0L);
    }

    /** Returns the number of rows that are neither held nor refused nor duplicates. */
    public long planned() {
        long planned = 0;
        for (Map.Entry<TargetState, Long> entry : states.entrySet()) {
            planned += entry.getKey().isPlanned() ? entry.getValue() : 0;
        }
        return planned;
    }

    /** Returns the number of planned targets with the remark that an earlier attempt may have deleted them. */
    public long maybeEarlier() {
        return maybeEarlier;
    }

    /**
     * Returns the numbers of planned targets. Done targets are counted by outcome, the other targets by state. The values add up to {@link
     * #planned}.
     */
    public Map<String, Long> outcomes() {
        Map<String, Long> named = named(outcomes);
        put(named, TargetState.DONE.name(), countOf(TargetState.DONE) - sum(outcomes));
        for (Map.Entry<TargetState, Long> entry : states.entrySet()) {
            if (entry.getKey().isPlanned() && entry.getKey() != TargetState.DONE) {
                put(named, entry.getKey().name(), entry.getValue());
            }
        }
        return named;
    }

    /** Returns the numbers of {@code DONE} targets by evidence, the weakest evidence first. */
    public Map<String, Long> evidence() {
        Map<String, Long> named = named(evidence);
        put(named, "NONE", countOf(TargetState.DONE) - sum(evidence));
        return named;
    }

    /** Returns the numbers of faces of planned targets by outcome. Faces without an outcome are counted as {@code PENDING}. */
    public Map<String, Long> faces() {
        Map<String, Long> named = named(faces);
        put(named, TargetState.PENDING.name(), facesWithoutOutcome);
        return named;
    }

    /** Returns the number of faces of planned targets that may still exist. */
    public long facesNotGone() {
        long notGone = facesWithoutOutcome;
        for (Map.Entry<FaceOutcome, Long> entry : faces.entrySet()) {
            notGone += entry.getKey().isGone() ? 0 : entry.getValue();
        }
        return notGone;
    }

    /** Returns whether all planned targets and faces are done and no row was refused. A job without planned targets is complete, too. */
    public boolean isComplete() {
        return countOf(TargetState.DONE) == planned() && countOf(TargetState.REFUSED) == 0 && facesNotGone() == 0;
    }

    /** Returns whether no target is open, so that a final seal can be made. */
    boolean hasNoOpenTargets() {
        return countOf(TargetState.PENDING) == 0
                && countOf(TargetState.IN_FLIGHT) == 0
                && countOf(TargetState.UNKNOWN) == 0
                && openFaces == 0;
    }

    /**
     * Returns whether these totals are equal to the totals in a final seal.
     *
     * @param sealedTotals the totals in the seal, as {@link #toMap} returns them
     */
    boolean equalSealed(Map<String, Object> sealedTotals) {
        return toMap().equals(sealedTotals);
    }

    /** Returns the totals in the form in which a final seal contains them. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", rows());
        map.put("planned", planned());
        map.put("duplicates", countOf(TargetState.DUPLICATE));
        map.put("refused", countOf(TargetState.REFUSED));
        map.put("held", countOf(TargetState.HELD));
        map.put("outcomes", new TreeMap<>(outcomes()));
        map.put("evidence", new TreeMap<>(evidence()));
        map.put("faces", new TreeMap<>(faces()));
        map.put("maybeByEarlierAttempt", maybeEarlier);
        map.put("complete", isComplete());
        return map;
    }

    private static Map<String, Long> named(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (Map.Entry<? extends Enum<?>, Long> entry : counts.entrySet()) {
            put(named, entry.getKey().name(), entry.getValue());
        }
        return named;
    }

    private static long sum(Map<?, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }

    private static void put(Map<String, Long> named, String name, long number) {
        if (number != 0) {
            named.put(name, number);
        }
    }
}
