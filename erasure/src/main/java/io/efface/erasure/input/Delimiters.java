package io.efface.erasure.input;

/** Recognises the delimiter of a CSV list. */
final class Delimiters {
    private static final char[] CANDIDATES = {',', ';', '\t'};

    private Delimiters() {}

    /**
     * Returns the delimiter with which the first line has the most names of columns that Efface reads. If several delimiters give the same
     * number of names, returns the delimiter that occurs most often outside of quotes. If several of them occur equally often, a comma
     * comes before a semicolon, and a semicolon before a tab.
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
