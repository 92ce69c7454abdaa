package io.efface.erasure.internal.report;

import io.efface.erasure.keys.JobCipher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a report. The row of a duplicate contains the results of the first row for the same person and account.
 *
 * @param fields the fields in the order of the report; a missing value is null
 * @param faces the fields of each face of the target
 * @param erased whether the target of the row is in the state {@code DONE}
 * @param held whether the target of the row is held and not erased
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

    /** The additional columns of a report with ids. */
    static final List<String> ID_COLUMNS = List.of("subjectId", "personId");

    /** Returns the text of a field for a cell of a table. A missing value is an empty text. */
    String cell(String column) {
        Object value = fields.get(column);
        return value == null ? "" : value.toString();
    }

    /** Decrypts an id. Returns null if the report has no ids or the row does not contain this id. */
    static @Nullable String id(@Nullable JobCipher cipher, byte @Nullable [] hidden, long row, int part) {
        return cipher == null || hidden == null ? null : cipher.decrypt(hidden, row, part);
    }

    /** Returns the fields that have a value. If the row has faces, the field {@code faces} is added. */
    Map<String, Object> present() {
        Map<String, Object> present = new LinkedHashMap<>();
        putPresent(present, fields);
        if (!faces.isEmpty()) {
            present.put(
                    "faces",
                    faces.stream()
                            .map(face -> {
                                Map<String, Object> presentFields = new LinkedHashMap<>();
                                putPresent(presentFields, face);
                                return presentFields;
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
