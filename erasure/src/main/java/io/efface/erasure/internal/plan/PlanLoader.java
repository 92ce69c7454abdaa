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
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.keys.JobCipher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stores the rows of a draft in large transactions, in tables without indexes. While one batch is being committed, the next batch is being
 * filled. So memory contains at most two batches, however long the list is. For one thread.
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
    private List<NewRow> nextBatch = new ArrayList<>();
    private int rowsAndFacesInBatch;
    private @Nullable CompletableFuture<?> lastCommit;
    private long rows;

    PlanLoader(PlanDraft draft, PlanProgress progress, Checkpoints checkpoints, NearHolds nearHolds) {
        this.nearHolds = nearHolds;
        this.draft = draft;
        this.cipher = draft.cipher();
        this.progress = progress;
        this.checkpoints = checkpoints;
    }

    /**
     * Adds a row to delete a person or faces.
     *
     * @param faces the ids of the faces, without repetitions; empty for the whole person
     * @param idAgainstRule whether the vendor's rule does not allow the person's id, so that the row gets a mark
     */
    void add(long line, int account, String subject, String person, List<String> faces, boolean idAgainstRule) {
        Operation operation = faces.isEmpty() ? Operation.DELETE_PERSON : Operation.DELETE_FACES;
        add(line, account, subject, person, operation, faces, Set.of(), idAgainstRule);
    }

    /**
     * Adds a row. The other method {@code add} derives the operation from the faces. This method has a parameter for the operation, because
     * a row that duplicates a target for faces has the operation {@code DELETE_FACES} and an empty list of faces.
     *
     * @param detached the faces that an earlier job detached from the person
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
        nearHolds.compare(line, person, personHash, subject, subjectHash);
        List<NewRow.Id> hidden = new ArrayList<>(faces.size());
        for (int i = 0; i < faces.size(); i++) {
            hidden.add(NewRow.Id.of(faces.get(i), cipher, id, i));
        }
        addToBatch(new NewRow(
                id,
                line,
                account,
                TargetState.PENDING,
                idAgainstRule ? ProblemCode.ID_AGAINST_RULE : null,
                null,
                operation,
                new NewRow.Id(subjectHash, cipher.encrypt(subject, id, JobCipher.SUBJECT)),
                new NewRow.Id(personHash, cipher.encrypt(person, id, JobCipher.PERSON)),
                hidden,
                detached.stream().map(face -> DetachedFace.of(face, id, cipher)).toList()));
    }

    /**
     * Adds a row that cannot be used.
     *
     * @param account the account's number, or null if the account is unknown
     * @param subject the subject's id, or null if the subject is unknown
     */
    void refuse(InputProblem problem, @Nullable Integer account, @Nullable String subject) {
        long id = ++rows;
        noteRefused(problem);
        addToBatch(new NewRow(
                id,
                problem.line(),
                account,
                TargetState.REFUSED,
                problem.code(),
                problem.column(),
                Operation.DELETE_PERSON,
                subject == null ? null : NewRow.Id.of(subject, cipher, id, JobCipher.SUBJECT),
                null,
                List.of(),
                List.of()));
    }

    /** Counts a refused row. A line that is refused for several accounts is listed once. */
    void noteRefused(InputProblem problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(problem);
            }
        }
        problemCounts.merge(problem.code(), 1L, Long::sum);
    }

    private void addToBatch(NewRow row) {
        nextBatch.add(row);
        rowsAndFacesInBatch += 1 + row.faces().size();
        if (rowsAndFacesInBatch >= ROWS_PER_COMMIT) {
            submitBatch();
        }
    }

    /** Stores the remaining rows and waits for their commit. */
    void finish() {
        if (!nextBatch.isEmpty()) {
            submitBatch();
        }
        awaitLastCommit();
    }

    long rows() {
        return rows;
    }

    /** Returns the refused lines that were noted first, sorted by line. Their number is limited. */
    List<InputProblem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingLong(InputProblem::line))
                .toList();
    }

    /** Returns the number of refused rows for each problem. */
    Map<ProblemCode, Long> problemCounts() {
        return problemCounts;
    }

    private void submitBatch() {
        awaitLastCommit();
        checkInterrupt();
        List<NewRow> batch = nextBatch;
        nextBatch = new ArrayList<>(batch.size());
        rowsAndFacesInBatch = 0;
        lastCommit = draft.submit(tx -> {
            tx.plan(draft.number()).addAll(batch);
            return batch.size();
        });
        progress.at(Step.LOADING, rows);
    }

    static void checkInterrupt() {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new ErasureException(Reason.INTERRUPTED, "planning was interrupted, and its changes were undone");
        }
    }

    private void awaitLastCommit() {
        CompletableFuture<?> last = lastCommit;
        if (last == null) {
            return;
        }
        lastCommit = null;
        PlanDraft.await(last);
        checkpoints.reached(Checkpoint.PLAN_BATCH);
    }
}
