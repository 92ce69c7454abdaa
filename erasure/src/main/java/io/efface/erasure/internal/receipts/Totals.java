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
 * What became of a job's rows, in numbers: counted in the rows, or computed from the events alone. Each row is read once, in order, in
 * a few numbers of memory: grouping would have the database sort ten million rows. For one thread until it is filled.
 */
public final class Totals {
    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final Evidence[] EVIDENCE = Evidence.values();

    private final Map<TargetState, Long> states = new EnumMap<>(TargetState.class);
    private final Map<PersonOutcome, Long> outcomes = new EnumMap<>(PersonOutcome.class);
    private final Map<Evidence, Long> evidence = new EnumMap<>(Evidence.class);
    private final Map<FaceOutcome, Long> faces = new EnumMap<>(FaceOutcome.class);
    private long facesWithout;
    private long maybeEarlier;
    private long openFaces;

    /** Targets with faces, and those of them that are done in part: looked up here, since a damaged table may not find a row by its key. */
    private final BitSet withFaces = new BitSet();

    private final BitSet inPart = new BitSet();

    private Totals() {}

    /** Counts a job's rows and faces. */
    public static Totals read(StoredRows rows) {
        Totals totals = new Totals();
        totals.readRows(rows);
        totals.readFaces(rows);
        return totals;
    }

    /**
     * Computes the totals from the events that a fold has applied, or returns null if the events do not record the plan, because the
     * version that planned the job did not record it.
     *
     * @param held how many targets without history are said to be on hold
     * @param events reads the fold's events again
     */
    static @Nullable Totals of(EventFold fold, long held, FaceFold.EventSource events) throws IOException {
        JobFold job = fold.job();
        if (job.plan() == null) {
            return null;
        }
        Totals totals = new Totals();
        long duplicates = job.planned("duplicates");
        long refused = job.planned("refused");
        long onHold = fold.held(held);
        long pending = job.planned("rows") - duplicates - refused - onHold;
        PackedTargets targets = fold.targets();
        try (FaceFold faces = fold.faces(events)) {
            for (long target = 1; target <= fold.last() && target < targets.end(); target++) {
                TargetProgress progress = targets.get(target);
                if (!progress.isUntouched()) {
                    totals.count(progress.state(), progress.maybeEarlier(), progress.outcome(), progress.evidence(), 1);
                    pending--;
                    if (targets.has(PackedTargets.HAS_FACES, target)) {
                        totals.countFaces(progress.state(), faces.of(target).values());
                    }
                }
            }
        }
        totals.put(TargetState.DUPLICATE, duplicates);
        totals.put(TargetState.REFUSED, refused);
        totals.put(TargetState.HELD, onHold);
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

    private void countFace(boolean partial, @Nullable FaceOutcome outcome) {
        if (outcome == null) {
            facesWithout++;
        } else {
            faces.merge(outcome, 1L, Long::sum);
        }
        if (partial && (outcome == null || isOpen(outcome))) {
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
                    withFaces.set((int) id);
                    if (state == TargetState.PARTIAL) {
                        inPart.set((int) id);
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

    @SuppressWarnings("EnumOrdinal") // Numbers that are not kept.
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
            boolean earlier,
            @Nullable PersonOutcome outcome,
            @Nullable Evidence level,
            long number) {
        states.merge(state, number, Long::sum);
        if (state.isPlanned() && earlier) {
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
                if (target > 0 && target <= Integer.MAX_VALUE && withFaces.get((int) target)) {
                    countFace(inPart.get((int) target), face.outcome());
                }
            }
        }
    }

    /** Returns whether a face of a target in parts is still to be worked on, which a refused or kept one is not. */
    private static boolean isOpen(FaceOutcome outcome) {
        return switch (outcome) {
            case UNCONFIRMED, UNKNOWN, NOT_ATTEMPTED -> true;
            case DELETED, ALREADY_ABSENT, RETAINED, FAILED -> false;
        };
    }

    /** Returns how many rows there are: one for each line and account. */
    long rows() {
        return sum(states);
    }

    public long in(TargetState state) {
        return states.getOrDefault(state, 0L);
    }

    /** Returns how many rows are neither held, refused nor duplicates. */
    public long planned() {
        long planned = 0;
        for (Map.Entry<TargetState, Long> entry : states.entrySet()) {
            planned += entry.getKey().isPlanned() ? entry.getValue() : 0;
        }
        return planned;
    }

    /** Returns how many planned targets carry the remark that an earlier attempt may have deleted them. */
    public long maybeEarlier() {
        return maybeEarlier;
    }

    /** Returns the planned targets by what became of them; the values add up to {@link #planned}. */
    public Map<String, Long> outcomes() {
        Map<String, Long> named = named(outcomes);
        put(named, TargetState.DONE.name(), in(TargetState.DONE) - sum(outcomes));
        for (Map.Entry<TargetState, Long> entry : states.entrySet()) {
            if (entry.getKey().isPlanned() && entry.getKey() != TargetState.DONE) {
                put(named, entry.getKey().name(), entry.getValue());
            }
        }
        return named;
    }

    /** Returns the targets that are done by how sure it is, the weakest first. */
    public Map<String, Long> evidence() {
        Map<String, Long> named = named(evidence);
        put(named, "NONE", in(TargetState.DONE) - sum(evidence));
        return named;
    }

    /** Returns the faces of planned targets by what became of them. */
    public Map<String, Long> faces() {
        Map<String, Long> named = named(faces);
        put(named, TargetState.PENDING.name(), facesWithout);
        return named;
    }

    /** Returns how many faces of planned targets are not surely gone. */
    public long facesNotGone() {
        long left = facesWithout;
        for (Map.Entry<FaceOutcome, Long> entry : faces.entrySet()) {
            left += entry.getKey().isGone() ? 0 : entry.getValue();
        }
        return left;
    }

    /** Returns whether everything planned is done and nothing was refused; so it is where nothing was planned, as of a run. */
    public boolean isComplete() {
        return in(TargetState.DONE) == planned() && in(TargetState.REFUSED) == 0 && facesNotGone() == 0;
    }

    /** Returns whether no target waits for anything: a final seal can be made. */
    boolean isSettled() {
        return in(TargetState.PENDING) == 0
                && in(TargetState.IN_FLIGHT) == 0
                && in(TargetState.UNKNOWN) == 0
                && openFaces == 0;
    }

    /**
     * Returns whether a final seal holds these numbers.
     *
     * @param sealed the totals of the seal
     */
    boolean are(Map<String, Object> sealed) {
        return toMap().equals(sealed);
    }

    /** Returns the numbers as a final seal holds them. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", rows());
        map.put("planned", planned());
        map.put("duplicates", in(TargetState.DUPLICATE));
        map.put("refused", in(TargetState.REFUSED));
        map.put("held", in(TargetState.HELD));
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
