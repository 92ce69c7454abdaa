package io.efface.erasure.internal.report;

import io.efface.erasure.keys.JobCipher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a report: its fields in their order, absent ones with null. A row that another stands for tells what became of that one.
 *
 * @param erased whether its target is done
 * @param held whether its target is on the hold list and not done
 */
record ReportRow(
        Map<String, @Nullable Object> fields, List<Map<String, @Nullable Object>> faces, boolean erased, boolean held) {
    /** The columns of a row, without its faces. */
    static final List<String> COLUMNS = List.of(
            "line",
            "account",
            "state",
            "operation",
            "subject",
            "person",
            "erased",
            "held",
            "outcome",
            "evidence",
            "verifiedAt",
            "maybeByEarlierAttempt",
            "attempts",
            "kind",
            "permanent",
            "effect",
            "vendorCode",
            "requestId",
            "outcomeAt",
            "readAt",
            "duplicateOfLine",
            "problem",
            "problemColumn");

    /** The columns that only a report with ids has. */
    static final List<String> ID_COLUMNS = List.of("subjectId", "personId");

    /** Returns a field as a table has it. */
    String cell(String column) {
        Object value = fields.get(column);
        return value == null ? "" : value.toString();
    }

    /** Brings an id back, if the report is to have ids and the row has one. */
    static @Nullable String id(@Nullable JobCipher cipher, byte @Nullable [] hidden, long row, int part) {
        return cipher == null || hidden == null ? null : cipher.decrypt(hidden, row, part);
    }

    /** Returns the fields that are there, and the faces if there are any. */
    Map<String, Object> present() {
        Map<String, Object> present = new LinkedHashMap<>();
        putPresent(present, fields);
        if (!faces.isEmpty()) {
            present.put(
                    "faces",
                    faces.stream()
                            .map(face -> {
                                Map<String, Object> told = new LinkedHashMap<>();
                                putPresent(told, face);
                                return told;
                            })
                            .toList());
        }
        return present;
    }

    private static void putPresent(Map<String, Object> to, Map<String, @Nullable Object> from) {
        for (Map.Entry<String, @Nullable Object> field : from.entrySet()) {
            Object value = field.getValue();
            if (value != null) {
                to.put(field.getKey(), value);
            }
        }
    }
}
