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
 * Reads lines of UTF-8. Invalid bytes are rejected, because an altered id may be the id of another person. A byte order mark is skipped.
 * Lines end with LF or CRLF; the end of the last line is optional.
 */
final class LineReader {
    /** The maximum length of a line in bytes. A longer line means that the input is not a list of ids. */
    static final int LONGEST_LINE = 64 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /**
     * The first bytes of the JVM's image file, in either byte order. If a process is started with standard input closed, the operating
     * system reuses the file descriptor of standard input for the next file that the JVM opens, which is this image.
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
     * Returns the next line without its line end, or null after the last line.
     *
     * @throws IOException if the input cannot be read
     * @throws UsageException if the line is not UTF-8 or is too long (the message has the line number), or if the input is closed
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
                        + " bytes; write one id per line");
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
