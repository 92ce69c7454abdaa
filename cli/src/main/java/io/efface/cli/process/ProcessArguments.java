package io.efface.cli.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Restores the arguments exactly as they were typed. In a locale without UTF-8, Java replaces non-ASCII characters with {@code ?} (tried on
 * JDK 17 and 25 with {@code LC_ALL=C}). An id that Java altered in this way may be the id of another person.
 */
public final class ProcessArguments {
    private static final char REPLACEMENT = '\uFFFD';
    private static final Message WAY_OUT =
            Message.of("use a UTF-8 locale, such as LC_ALL=C.UTF-8, or give the ids on standard input with '-'");

    private final boolean decodedAsUtf8;
    private final byte[] commandLine;

    /**
     * Creates the arguments from the bytes of a command line.
     *
     * @param decodedAsUtf8 whether Java decoded the arguments as UTF-8
     * @param commandLine the arguments of the process as bytes, each followed by a zero byte. The arguments of the program come last. Empty
     *     if the command line is unknown
     */
    ProcessArguments(boolean decodedAsUtf8, byte[] commandLine) {
        this.decodedAsUtf8 = decodedAsUtf8;
        this.commandLine = commandLine.clone();
    }

    /** Reads the command line of this process. */
    public static ProcessArguments ofThisProcess() {
        String encoding = System.getProperty("sun.jnu.encoding", "").toUpperCase(Locale.ROOT);
        return new ProcessArguments(encoding.equals("UTF-8") || encoding.equals("UTF8"), kernelCommandLine());
    }

    private static byte[] kernelCommandLine() {
        try {
            return Files.readAllBytes(Path.of("/proc/self/cmdline"));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /**
     * Returns the arguments as typed.
     *
     * @param decoded the arguments as Java decoded them
     * @throws UsageException if an argument was altered and cannot be restored, or is not UTF-8
     */
    public String[] restore(String... decoded) {
        String[] restored = decoded.clone();
        List<byte[]> raw = decodedAsUtf8 ? List.of() : rawArguments(decoded.length);
        boolean isRestorable = !raw.isEmpty() && matches(raw, decoded);
        for (int i = 0; i < decoded.length; i++) {
            if (isRestorable) {
                restored[i] = utf8(raw.get(i), i);
            } else {
                check(decoded[i], i);
            }
        }
        return restored;
    }

    private void check(String argument, int index) {
        if (argument.indexOf(REPLACEMENT) >= 0) {
            throw new UsageException(Message.of("argument {0} is not UTF-8", (index + 1)), WAY_OUT);
        }
        if (!decodedAsUtf8 && argument.indexOf('?') >= 0) {
            throw new UsageException(
                    Message.of("argument {0} may contain characters that this locale cannot represent", (index + 1)),
                    WAY_OUT);
        }
    }

    private List<byte[]> rawArguments(int count) {
        List<byte[]> all = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                byte[] bytes = new byte[i - start];
                System.arraycopy(commandLine, start, bytes, 0, bytes.length);
                all.add(bytes);
                start = i + 1;
            }
        }
        return all.size() <= count ? List.of() : all.subList(all.size() - count, all.size());
    }

    /**
     * Returns whether the bytes match the decoded arguments. The bytes do not match if the Java launcher read the arguments from an
     * argument file.
     */
    private static boolean matches(List<byte[]> raw, String... decoded) {
        for (int i = 0; i < raw.size(); i++) {
            String ascii = new String(raw.get(i), StandardCharsets.US_ASCII);
            if (ascii.indexOf(REPLACEMENT) < 0 && !ascii.equals(decoded[i])) {
                return false;
            }
        }
        return true;
    }

    private static String utf8(byte[] bytes, int index) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(Message.of("argument {0} is not UTF-8", (index + 1)), WAY_OUT);
        }
    }
}
