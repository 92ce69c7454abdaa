package io.efface.erasure.internal.plan;

import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.input.RoundedIds;
import io.efface.erasure.internal.ledger.PlannedRows;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.JobCipher;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses those rows of a draft that contain ids that a spreadsheet has rounded. Rounded ids can be recognised only after the whole list
 * has been read. Therefore this class reads the stored rows again, page by page.
 */
final class RoundedRows {
    private static final int PAGE = 5_000;

    private final PlanDraft draft;
    private final RoundedIds rounded;
    private final NearHolds nearHolds;
    private final JobCipher cipher;

    RoundedRows(PlanDraft draft, RoundedIds rounded, NearHolds nearHolds) {
        this.draft = draft;
        this.rounded = rounded;
        this.nearHolds = nearHolds;
        this.cipher = draft.cipher();
    }

    /**
     * A checked page of rows.
     *
     * @param last the number of the page's last row; -1 if there are no more rows
     * @param refused the rows of the page that were refused
     */
    private record Page(long last, List<RowIds> refused) {}

    /** Refuses the rows, and reports each of them to the loader. */
    void refuse(PlanLoader loader) {
        long after = 0;
        while (after >= 0) {
            PlanLoader.checkInterrupt();
            long from = after;
            Page page = draft.write(tx -> refuse(tx.plan(draft.number()), from));
            for (RowIds row : page.refused()) {
                loader.noteRefused(problem(row));
                nearHolds.remove(row);
            }
            after = page.last();
        }
    }

    private Page refuse(PlannedRows rows, long after) {
        long last = -1;
        List<RowIds> refused = new ArrayList<>();
        for (RowIds row : rows.page(after, PAGE)) {
            last = row.id();
            if (isRounded(rows, row)) {
                rows.refuse(row.id(), problem(row), !isSubjectRounded(row));
                refused.add(row);
            }
        }
        return new Page(last, refused);
    }

    private static InputProblem problem(RowIds row) {
        return new InputProblem(row.line(), 1, ProblemCode.SPREADSHEET_NUMBER);
    }

    private boolean isRounded(PlannedRows rows, RowIds row) {
        return isPersonRounded(row)
                || isSubjectRounded(row)
                || (rounded.faces() && hasRoundedFace(rows.faces(row.id())));
    }

    private boolean isPersonRounded(RowIds row) {
        return rounded.persons() && RoundedIds.isLong(row.person(cipher));
    }

    private boolean isSubjectRounded(RowIds row) {
        return row.hasSubject() ? rounded.subjects() && RoundedIds.isLong(row.subject(cipher)) : isPersonRounded(row);
    }

    private boolean hasRoundedFace(List<HiddenId> faces) {
        return faces.stream().anyMatch(face -> RoundedIds.isLong(face.text(cipher)));
    }
}
