package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises by the first bytes that a file is not text. */
final class BinaryFile {
    /** The first bytes of a file that contains other files: an old office document, or an encrypted office document. */
    private static final String OLE = "d0cf11e0a1b11ae1";

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("504b0304", "a zip file or a workbook"),
            Map.entry("504b0506", "an empty zip file"),
            Map.entry("504b0708", "a zip file"),
            Map.entry(OLE, "an old .xls workbook or a workbook with a password"),
            Map.entry("1f8b", "compressed with gzip"),
            Map.entry("fd377a585a00", "compressed with xz"),
            Map.entry("28b52ffd", "compressed with zstd"),
            Map.entry("377abcaf271c", "a 7z archive"),
            Map.entry("526172211a07", "a RAR archive"),
            Map.entry("255044462d", "a PDF file"),
            Map.entry("89504e470d0a1a0a", "a PNG image"),
            Map.entry("ffd8ff", "a JPEG image"),
            Map.entry("474946383761", "a GIF image"),
            Map.entry("474946383961", "a GIF image"),
            Map.entry("53514c69746520666f726d61742033", "an SQLite database"),
            Map.entry("5041523115", "a Parquet file"),
            Map.entry("4f626a01", "an Avro file"));
    /**
     * The first bytes of the Java runtime's image file in either byte order. If standard input is closed, the runtime opens this file as
     * file descriptor 0, so a read of standard input returns the bytes of this file.
     */
    private static final Set<String> JAVA_IMAGE = Set.of("dadafeca", "cafedada");

    private static final String BZIP2 = "425a68";
    /** The bytes that follow {@link #BZIP2} and the digit of the compression level in a bzip2 file. */
    private static final String BZIP2_BLOCK = "314159265359";

    private BinaryFile() {}

    /**
     * Checks the first bytes of a list. Called only for charsets whose texts contain no zero bytes, so not for UTF-16 and UTF-32.
     *
     * @throws ErasureException of reason {@code INPUT} if the bytes show that the list is not text
     */
    static void check(InputSource source, byte[] head) {
        if (JAVA_IMAGE.contains(hex(head, 4))) {
            throw new ErasureException(
                    Reason.INPUT, "the list " + source.name() + " cannot be read, because it is closed");
        }
        String kind = kind(head);
        if (kind != null) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the list " + source.name() + " is " + kind + ", not text; save as CSV UTF-8"
                            + (hex(head, 8).equals(OLE) ? " or as .xlsx without a password" : ""));
        }
    }

    private static String hex(byte[] head, int maxLength) {
        return HexFormat.of().formatHex(head, 0, Math.min(maxLength, head.length));
    }

    private static @Nullable String kind(byte[] head) {
        String hex = hex(head, 16);
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            if (hex.startsWith(kind.getKey())) {
                return kind.getValue();
            }
        }
        if (hex.startsWith(BZIP2) && hex.startsWith(BZIP2_BLOCK, BZIP2.length() + 2)) {
            return "compressed with bzip2";
        }
        // A zero byte in a later line makes only the row of that line invalid.
        for (int i = 0; i < head.length && head[i] != '\n' && head[i] != '\r'; i++) {
            if (head[i] == 0) {
                return "a binary file, or UTF-16 without a byte order mark (--charset UTF-16LE or UTF-16BE)";
            }
        }
        return null;
    }
}
