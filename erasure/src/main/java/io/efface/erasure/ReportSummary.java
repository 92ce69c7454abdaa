package io.efface.erasure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job in numbers, at one moment. Immutable and thread-safe.
 *
 * @param status the job, its accounts and its receipts
 * @param planned how many targets there are: rows without those that are held, refused or duplicates
 * @param duplicates how many rows another row stands for
 * @param refused how many rows cannot be used
 * @param held how many targets are on the hold list and nothing was ever sent for them
 * @param outcomes the planned targets by what became of them: an outcome, or else a state; the values add up to {@code planned}
 * @param evidence the targets that are done by how sure that is; {@code VERIFIED_ABSENT} were read back
 * @param faces the faces of planned targets by what became of them
 * @param remarks what the numbers do not say
 * @param subjects the people as the list refers to them
 * @param complete whether everything planned is done, nothing was refused, and a check of the numbers against the receipts found that
 *     rows and seals agree and that everything done is sealed; false without a check
 * @param check what checking the numbers against the receipts found, or null if there was no check
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
        @Nullable ReceiptsCheck check) {

    /** Keeps copies, in their order. */
    public ReportSummary {
        outcomes = ordered(outcomes);
        evidence = ordered(evidence);
        faces = ordered(faces);
        remarks = List.copyOf(remarks);
    }

    /**
     * How many people there are by what became of all their targets.
     *
     * @param total all subjects that the list names
     * @param erased those gone from every account that the list names them for
     * @param held those not erased because they are on the hold list, in at least one account
     * @param open the others: not erased
     */
    public record Subjects(long total, long erased, long held, long open) {}

    /**
     * Something to know beside the numbers.
     *
     * @param code which remark it is; codes are only ever added
     * @param count how many targets, rows, faces or events it is about; 0 if it is about the job
     * @param text it in words
     */
    public record Remark(String code, long count, String text) {
        /** The code of the remark that comes before everything else: nothing was deleted. */
        public static final String EVERYBODY_ABSENT = "EVERYBODY_ABSENT";
        /** The code of the remark that comes before everything else: there was nothing to delete. */
        public static final String EVERYBODY_HELD = "EVERYBODY_HELD";
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
