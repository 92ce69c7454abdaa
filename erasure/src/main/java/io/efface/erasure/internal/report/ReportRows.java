package io.efface.erasure.internal.report;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.ReportedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredFaceResult;
import io.efface.erasure.keys.JobCipher;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a report one by one, in the order of the list. For one thread. */
final class ReportRows implements AutoCloseable {
    private final @Nullable JobCipher cipher;
    private final Map<Long, JobAccount> accounts;
    private final Cursor<ReportedRow> rows;
    private final Cursor<StoredFace> faces;
    private @Nullable StoredFace nextFace;

    /**
     * Starts reading.
     *
     * @param cipher the cipher that decrypts ids for the report, or null for a report without ids
     * @param all whether to read the rows whose target is done, too
     */
    ReportRows(Transaction tx, int job, @Nullable JobCipher cipher, boolean all) {
        this.cipher = cipher;
        this.accounts = tx.accounts(job).all().stream()
                .collect(Collectors.toMap(account -> (long) account.number(), Function.identity()));
        this.rows = tx.rows(job).reported(!all);
        this.faces = tx.rows(job).faces(cipher != null);
        this.nextFace = faces.next();
    }

    /** Returns the next row, or null after the last row. */
    @Nullable ReportRow next() {
        ReportedRow row = rows.next();
        if (row == null) {
            return null;
        }
        PlannedRow plan = row.plan();
        RowResult result = row.result();
        TargetState state = plan.knownState();
        boolean isTarget = row.target() == plan.id();
        JobAccount account = accounts.get(plan.account());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("line", plan.line());
        fields.put("account", account == null ? null : account.name());
        fields.put("library", account == null ? null : account.library().orElse(null));
        fields.put("state", state.name());
        fields.put("operation", state == TargetState.REFUSED ? null : plan.operation());
        fields.put("subject", hex(plan.subjectHash()));
        fields.put("person", hex(plan.personHash()));
        fields.put("subjectId", ReportRow.id(cipher, row.subject(), plan.id(), JobCipher.SUBJECT));
        fields.put("personId", ReportRow.id(cipher, row.person(), plan.id(), JobCipher.PERSON));
        fields.put("erased", row.erased());
        fields.put("held", row.held() ? true : null);
        fields.put("outcome", result.outcome());
        fields.put("evidence", result.evidence());
        fields.put("verifiedAt", result.verifiedAt());
        fields.put("maybeByEarlierAttempt", result.maybeEarlier() ? true : null);
        fields.put("attempts", result.attempts());
        fields.put("kind", result.kind());
        fields.put("permanent", result.permanent());
        fields.put("effect", result.effect());
        fields.put("vendorCode", result.vendorCode());
        fields.put("requestId", result.requestId());
        fields.put("outcomeAt", result.outcomeAt());
        fields.put("readAt", result.readAt());
        fields.put("duplicateOfLine", isTarget ? null : row.targetLine());
        fields.put("problem", plan.problem());
        fields.put("problemColumn", row.problemColumn());
        boolean hasFaces =
                isTarget && state != TargetState.REFUSED && plan.operation().equals(Operation.DELETE_FACES.name());
        return new ReportRow(fields, hasFaces ? faces(row.target()) : List.of(), row.erased(), row.held());
    }

    private List<Map<String, @Nullable Object>> faces(long target) {
        List<Map<String, @Nullable Object>> facesOfTarget = new ArrayList<>();
        while (nextFace != null && nextFace.target() <= target) {
            if (nextFace.target() == target) {
                facesOfTarget.add(face(nextFace));
            }
            nextFace = faces.next();
        }
        return facesOfTarget;
    }

    private Map<String, @Nullable Object> face(StoredFace stored) {
        StoredFaceResult result = stored.result();
        Map<String, @Nullable Object> face = new LinkedHashMap<>();
        face.put("face", hex(stored.hash()));
        face.put("faceId", ReportRow.id(cipher, stored.hidden(), stored.row(), stored.number()));
        face.put("outcome", result.outcome());
        face.put("evidence", result.evidence());
        face.put("verifiedAt", result.verifiedAt());
        face.put("maybeByEarlierAttempt", result.maybeEarlier() ? true : null);
        face.put("kind", result.kind());
        return face;
    }

    private static @Nullable String hex(byte @Nullable [] hash) {
        return hash == null ? null : HexFormat.of().formatHex(hash);
    }

    @Override
    public void close() {
        faces.close();
        rows.close();
    }
}
