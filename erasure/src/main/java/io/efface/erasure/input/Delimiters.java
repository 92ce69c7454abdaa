package io.efface.erasure.input;

/** Recognises what separates the fields of a CSV list. */
final class Delimiters {
    private static final char[] CANDIDATES = {',', ';', '\t'};

    private Delimiters() {}

    /**
     * Returns the delimiter that makes the most of our columns of a first line, and else the one that it holds most often outside of
     * quotes; a comma if that does not decide.
     */
    static char of(String firstLine, InputColumns columns) {
        char best = CANDIDATES[0];
        int bestNames = -1;
        int bestFields = 0;
        for (char candidate : CANDIDATES) {
            CsvRecord record = new CsvRecord(candidate);
            record.begin(firstLine);
            int names = 0;
            if (!record.isOpen() && !record.isBroken()) {
                for (int i = 0; i < record.fields(); i++) {
                    names += columns.contains(record.value(i).strip()) ? 1 : 0;
                }
            }
            if (names > bestNames || (names == bestNames && record.fields() > bestFields)) {
                best = candidate;
                bestNames = names;
                bestFields = record.fields();
            }
        }
        return best;
    }
}
