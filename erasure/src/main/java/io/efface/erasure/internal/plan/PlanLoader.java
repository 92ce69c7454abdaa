package io.efface.erasure.internal.plan;

import io.efface.FaceId;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.PlanProgress;
import io.efface.erasure.PlanProgress.Step;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.Cells;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.DetachedFace;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.keys.JobCipher;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Stores a draft's rows in large transactions, into tables without indexes. While one is committed the next is filled, so that memory
 * holds two of them whatever the list's length. For one thread.
 */
final class PlanLoader {
    private static final int ROWS_PER_COMMIT = 20_000;
    private static final int MOST_PROBLEMS = 100;

    private final PlanDraft draft;
    private final JobCipher cipher;
    private final PlanProgress progress;
    private final Checkpoints checkpoints;
    private final NearHolds nearHolds;
    private final List<InputProblem> problems = new ArrayList<>();
    private final Map<ProblemCode, Long> problemCounts = new EnumMap<>(ProblemCode.class);
    private @Nullable InputProblem lastProblem;
    private List<Row> filling = new ArrayList<>();
    private int weight;
    private @Nullable CompletableFuture<?> committing;
    private long rows;

    PlanLoader(PlanDraft draft, PlanProgress progress, Checkpoints checkpoints, NearHolds nearHolds) {
        this.nearHolds = nearHolds;
        this.draft = draft;
        this.cipher = draft.cipher();
        this.progress = progress;
        this.checkpoints = checkpoints;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Face(byte[] hash, byte[] hidden) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Row(
            long id,
            long line,
            @Nullable Integer account,
            @Nullable InputProblem problem,
            boolean idAgainstRule,
            Operation operation,
            byte @Nullable [] subjectHash,
            byte @Nullable [] subject,
            byte @Nullable [] personHash,
            byte @Nullable [] person,
            List<Face> faces,
            List<DetachedFace> detached) {}

    /**
     * Adds a row that says whom to delete.
     *
     * @param faces each once; empty for the whole person
     * @param idAgainstRule whether the person's id breaks the vendor's rule and is planned all the same: the row is marked
     */
    void add(long line, int account, String subject, String person, List<String> faces, boolean idAgainstRule) {
        Operation operation = faces.isEmpty() ? Operation.DELETE_PERSON : Operation.DELETE_FACES;
        add(line, account, subject, person, operation, faces, Set.of(), idAgainstRule);
    }

    /**
     * Adds a row whose operation is known by itself: a duplicate of a target for faces has none of its own.
     *
     * @param detached faces of the person that an earlier job detached from it
     */
    void add(
            long line,
            int account,
            String subject,
            String person,
            Operation operation,
            List<String> faces,
            Set<FaceId> detached,
            boolean idAgainstRule) {
        long id = ++rows;
        byte[] personHash = cipher.hash(person);
        byte[] subjectHash = subject.equals(person) ? personHash : cipher.hash(subject);
        nearHolds.look(line, person, personHash, subject, subjectHash);
        List<Face> hidden = new ArrayList<>(faces.size());
        for (int i = 0; i < faces.size(); i++) {
            hidden.add(new Face(cipher.hash(faces.get(i)), cipher.encrypt(faces.get(i), id, i)));
        }
        keep(new Row(
                id,
                line,
                account,
                null,
                idAgainstRule,
                operation,
                subjectHash,
                cipher.encrypt(subject, id, JobCipher.SUBJECT),
                personHash,
                cipher.encrypt(person, id, JobCipher.PERSON),
                hidden,
                detached.stream().map(face -> DetachedFace.of(face, id, cipher)).toList()));
    }

    /**
     * Adds a row that cannot be used.
     *
     * @param account null if it cannot be told
     * @param subject whose row it is, or null if that cannot be told
     */
    void refuse(InputProblem problem, @Nullable Integer account, @Nullable String subject) {
        long id = ++rows;
        noteRefused(problem);
        keep(new Row(
                id,
                problem.line(),
                account,
                problem,
                false,
                Operation.DELETE_PERSON,
                subject == null ? null : cipher.hash(subject),
                subject == null ? null : cipher.encrypt(subject, id, JobCipher.SUBJECT),
                null,
                null,
                List.of(),
                List.of()));
    }

    /** Counts a refused row; a line that is refused for several accounts is listed once. */
    void noteRefused(InputProblem problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(problem);
            }
        }
        problemCounts.merge(problem.code(), 1L, Long::sum);
    }

    private void keep(Row row) {
        filling.add(row);
        weight += 1 + row.faces().size();
        if (weight >= ROWS_PER_COMMIT) {
            flush();
        }
    }

    /** Stores what is left and waits for it. */
    void finish() {
        if (!filling.isEmpty()) {
            flush();
        }
        await();
    }

    long rows() {
        return rows;
    }

    /** Returns the first of the refused lines, in order. */
    List<InputProblem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingLong(InputProblem::line))
                .toList();
    }

    /** Returns how many rows were refused, by code. */
    Map<ProblemCode, Long> problemCounts() {
        return problemCounts;
    }

    private void flush() {
        await();
        checkInterrupt();
        List<Row> batch = filling;
        filling = new ArrayList<>(batch.size());
        weight = 0;
        committing = draft.submit(tx -> {
            insert(tx, batch);
            return batch.size();
        });
        progress.at(Step.LOADING, rows);
    }

    static void checkInterrupt() {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new ErasureException(
                    Reason.INTERRUPTED, "planning was interrupted, and what had been begun was undone");
        }
    }

    private void await() {
        CompletableFuture<?> last = committing;
        if (last == null) {
            return;
        }
        try {
            last.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErasureException known) {
                throw known;
            }
            throw e;
        } finally {
            committing = null;
        }
        checkpoints.reached(Checkpoint.PLAN_BATCH);
    }

    private void insert(Transaction tx, List<Row> batch) throws SQLException {
        PreparedStatement row = tx.prepare("INSERT INTO " + draft.tables().rows()
                + "(id, line, account, state, problem, problem_column, operation, subject_hash, subject, person_hash, person)"
                + " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement face = tx.prepare(
                "INSERT INTO " + draft.tables().faces() + "(row, number, target, hash, face) VALUES(?, ?, ?, ?, ?)");
        for (Row each : batch) {
            InputProblem problem = each.problem();
            row.setLong(1, each.id());
            row.setLong(2, each.line());
            if (each.account() == null) {
                row.setNull(3, Types.INTEGER);
            } else {
                row.setInt(3, each.account());
            }
            row.setInt(4, (problem == null ? TargetState.PENDING : TargetState.REFUSED).code());
            ProblemCode remark = each.idAgainstRule() ? ProblemCode.ID_AGAINST_RULE : null;
            row.setString(5, Cells.name(problem == null ? remark : problem.code()));
            if (problem == null) {
                row.setNull(6, Types.INTEGER);
            } else {
                row.setInt(6, problem.column());
            }
            row.setString(7, each.operation().name());
            row.setBytes(8, each.subjectHash());
            row.setBytes(9, each.subject());
            row.setBytes(10, each.personHash());
            row.setBytes(11, each.person());
            row.executeUpdate();
            for (int i = 0; i < each.faces().size(); i++) {
                face.setLong(1, each.id());
                face.setInt(2, i);
                face.setLong(3, each.id());
                face.setBytes(4, each.faces().get(i).hash());
                face.setBytes(5, each.faces().get(i).hidden());
                face.executeUpdate();
            }
            tx.detached(draft.number()).store(each.detached());
        }
    }
}
