package io.efface.cli.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The width of the terminal that controls this process. Java cannot read the width, so {@code stty} reads it. The width is read again after
 * some seconds, because the user may change it. Thread-safe.
 */
final class TerminalWidth {
    /** The result if the width cannot be read. */
    static final int UNKNOWN = 80;

    private static final List<Path> STTY = List.of(Path.of("/usr/bin/stty"), Path.of("/bin/stty"));
    private static final Path TERMINAL = Path.of("/dev/tty");
    private static final Duration STAYS = Duration.ofSeconds(10);
    private static final long PATIENCE_MILLIS = 500;

    private int columns = UNKNOWN;
    private long readAt;
    private boolean isRead;

    /** Returns the width in cells; 1 or more. */
    synchronized int columns() {
        if (!isRead || System.nanoTime() - readAt > STAYS.toNanos()) {
            columns = read();
            readAt = System.nanoTime();
            isRead = true;
        }
        return columns;
    }

    private static int read() {
        for (Path stty : STTY) {
            if (Files.isExecutable(stty)) {
                return read(stty);
            }
        }
        return UNKNOWN;
    }

    private static int read(Path stty) {
        Process process;
        try {
            process = new ProcessBuilder(stty.toString(), "size")
                    .redirectInput(new File(TERMINAL.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN;
        }
        try {
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return UNKNOWN;
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns the width from the output of {@code stty}. The output is the number of rows and the number of columns. */
    static int parse(String size) {
        String[] numbers = size.strip().split(" ", -1);
        try {
            int width = numbers.length == 2 ? Integer.parseInt(numbers[1]) : 0;
            return width >= 1 ? width : UNKNOWN;
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
