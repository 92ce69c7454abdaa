package io.efface.erasure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a report at one moment. Immutable and thread-safe.
 *
 * @param status the job's status, accounts and seals
 * @param planned the number of targets: all rows that are not held, refused or duplicates
 * @param duplicates the number of rows that repeat the account and the person of an earlier row
 * @param refused the number of rows that cannot be used
 * @param held the number of targets in the state {@link TargetState#HELD}
 * @param outcomes the number of done targets for each outcome, and the number of the other planned targets for each state. The sum is
 *     {@code planned}
 * @param evidence the number of done targets for each value of evidence; the targets with {@code VERIFIED_ABSENT} were read back
 * @param faces the number of faces of planned targets for each outcome
 * @param remarks the remarks that explain the numbers
 * @param subjects the numbers of subjects, which are the human beings whom the references in the list identify
 * @param complete true if all planned targets are done, no row was refused, and a check found two facts: the rows agree with the receipts,
 *     and seals cover all done targets. False without a check
 * @param check the result of the check against the receipts, or null if there was no check
 * @param request the facts about the request for the erasure, as the plan recorded them
 */
public record ReportSummary(
        JobStatus status,
        long planned,
        long duplicates,
        long refused,
        long held,
        Map<String, Long> outcomes,
        Map<String, Long> evidence,
        Map<String, Long> faces,
        List<Remark> remarks,
        Subjects subjects,
        boolean complete,
        @Nullable ReceiptsCheck check,
        RequestFacts request) {

    /** Copies the collections and keeps their order. */
    public ReportSummary {
        outcomes = ordered(outcomes);
        evidence = ordered(evidence);
        faces = ordered(faces);
        remarks = List.copyOf(remarks);
    }

    /**
     * The numbers of subjects. A subject counts once, by the outcomes of all its targets. A subject with a refused row is not erased. If
     * Efface could not read the subject of a refused row, the row changes none of these numbers, so a subject may count as erased although
     * such a row was meant to name it. {@link ReportSummary#refused()} includes such rows.
     *
     * @param total the number of subjects that Efface could read in the list
     * @param erased the number of subjects that are deleted or absent in each account for which the list names them
     * @param held the number of subjects that are not erased and are on the hold list in at least one account
     * @param left the number of all other subjects, which are not erased
     */
    public record Subjects(long total, long erased, long held, long left) {}

    /**
     * A remark that explains the numbers.
     *
     * @param code the kind of the remark; new codes may be added later
     * @param count the number of targets, rows, faces or events that the remark concerns; 0 if the remark concerns the whole job
     * @param text the remark in words
     */
    public record Remark(String code, long count, String text) {
        /** The code of the remark that every done target was absent before anything was sent. This remark is always the first one. */
        public static final String EVERYBODY_ABSENT = "EVERYBODY_ABSENT";
        /**
         * The code of the remark that every target is on the hold list, so that nothing could be deleted. This remark is always the first
         * one.
         */
        public static final String EVERYBODY_HELD = "EVERYBODY_HELD";
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
