package io.efface.erasure.input;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A byte order mark: bytes at the beginning of a file that show its charset.
 *
 * @param hex the bytes in hex
 */
record ByteOrderMark(String hex, Charset charset) {
    /** All marks, the longer marks first, because the mark of UTF-32LE begins with the mark of UTF-16LE. */
    private static final List<ByteOrderMark> ALL = List.of(
            new ByteOrderMark("fffe0000", Charset.forName("UTF-32LE")),
            new ByteOrderMark("0000feff", Charset.forName("UTF-32BE")),
            new ByteOrderMark("84319533", Charset.forName("GB18030")),
            new ByteOrderMark("efbbbf", Charset.forName("UTF-8")),
            new ByteOrderMark("fffe", Charset.forName("UTF-16LE")),
            new ByteOrderMark("feff", Charset.forName("UTF-16BE")));

    /** Returns the byte order mark at the beginning of a file, or null. */
    static @Nullable ByteOrderMark of(byte[] head) {
        String hex = HexFormat.of().formatHex(head, 0, Math.min(4, head.length));
        return ALL.stream()
                .filter(mark -> hex.startsWith(mark.hex()))
                .findFirst()
                .orElse(null);
    }

    int length() {
        return hex.length() / 2;
    }
}
