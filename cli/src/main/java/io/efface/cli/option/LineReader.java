package io.efface.cli.option;

import io.efface.cli.process.UsageException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of strict UTF-8, since an id that is not read exactly may be another person's. A byte order mark is skipped, lines end with LF
 * or CRLF, and the last one needs no end.
 */
final class LineReader {
    /** Longest line in bytes: longer ones are a file of another kind. */
    static final int LONGEST_LINE = 64 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /**
     * The first bytes of the JVM's own image, in either byte order: a process that is started without standard input gets the next file that
     * the JVM opens under its number.
     */
    private static final List<byte[]> JAVA_IMAGE = List.of(
            new byte[] {(byte) 0xDA, (byte) 0xDA, (byte) 0xFE, (byte) 0xCA},
            new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xDA, (byte) 0xDA});

    private final InputStream in;
    private long number;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * Returns the next line without its end, or null after the last.
     *
     * @throws IOException if the input cannot be read
     * @throws UsageException if the line is not UTF-8 or too long, with its number; or if the input is closed
     */
    @Nullable String next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        while (next >= 0 && next != '\n') {
            if (bytes.size() == LONGEST_LINE) {
                throw new UsageException("standard input, line " + number + ": longer than " + LONGEST_LINE
                        + " bytes; give one id a line");
            }
            bytes.write(next);
            if (number == 1 && bytes.size() == JAVA_IMAGE.get(0).length && isJavaImage(bytes.toByteArray())) {
                throw new UsageException("standard input cannot be read, because it is closed");
            }
            next = in.read();
        }
        String line = decoded(bytes.toByteArray());
        if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
            line = line.substring(1);
        }
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static boolean isJavaImage(byte[] start) {
        return JAVA_IMAGE.stream().anyMatch(image -> Arrays.equals(image, start));
    }

    private String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("standard input, line " + number + ": not UTF-8");
        }
    }
}
