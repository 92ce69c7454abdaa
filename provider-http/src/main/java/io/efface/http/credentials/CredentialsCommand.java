package io.efface.http.credentials;

import io.efface.Durations;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.http.signing.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that prints credentials as JSON. The program runs without a shell. Its output is used only for the returned credentials, and
 * its standard error is discarded. An exception contains the exit code or the problem with the format, never text of the program. Immutable
 * and thread-safe; {@code toString} shows no word of the command line.
 */
public final class CredentialsCommand {
    /** The maximum duration of the program, 30 s in real time. */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static final int MOST_BYTES = 64 * 1024;

    private static final int FINGERPRINT_DIGITS = 12;

    private static final String SETTING = "credentials.command";

    private final List<String> words;
    private final Duration limit;
    private final String place;

    private CredentialsCommand(List<String> words, Duration limit, String place) {
        this.words = words;
        this.limit = limit;
        this.place = place;
    }

    /**
     * Returns the command for a program and its arguments.
     *
     * @param words the program, as an absolute path or a name that is looked up in {@code PATH}, followed by its arguments
     * @throws IllegalArgumentException if there is no program, or the path of the program is relative; the message contains no word
     */
    public static CredentialsCommand of(List<String> words) {
        return of(words, TIME_LIMIT);
    }

    static CredentialsCommand of(List<String> words, Duration limit) {
        List<String> copy = List.copyOf(words);
        if (copy.isEmpty() || copy.get(0).isBlank()) {
            throw new IllegalArgumentException("names no program");
        }
        if (!isNameOrAbsolute(copy.get(0))) {
            throw new IllegalArgumentException(
                    "must begin with an absolute path or with a name that is looked up in PATH");
        }
        return new CredentialsCommand(copy, limit, SETTING);
    }

    /**
     * Splits a text into words at white space. Single or double quotes keep white space inside a word, and are removed. There are no
     * escapes, variables or patterns, and a backslash is an ordinary character.
     *
     * @throws IllegalArgumentException if a closing quote is missing, or under the conditions of {@link #of(List)}; the message contains no
     *     word
     */
    public static CredentialsCommand parse(String text) {
        return of(split(text));
    }

    /** Returns a copy whose messages contain the given text, such as {@code profile x}, instead of {@code credentials.command}. */
    CredentialsCommand namedBy(String other) {
        return new CredentialsCommand(words, limit, other);
    }

    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean hasWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                hasWord = true;
            } else if (Character.isWhitespace(c)) {
                if (hasWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                hasWord = false;
            } else {
                word.append(c);
                hasWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("lacks a closing quote");
        }
        if (hasWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean isNameOrAbsolute(String program) {
        try {
            Path path = Path.of(program);
            return path.isAbsolute() || path.getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Returns the first 12 hexadecimal digits of a SHA-256 hash of all words. Equal commands have equal fingerprints, even in different
     * processes.
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        // With the lengths, the word 'a b' differs from the words 'a' and 'b'.
        words.forEach(word -> text.append(word.length()).append(' ').append(word));
        return Digests.sha256Hex(text.toString()).substring(0, FINGERPRINT_DIGITS);
    }

    /**
     * Runs the program and returns the key that it prints.
     *
     * @param constructor constructor of the vendor's key
     * @param clock the clock for the lifetime of a key if the program prints no expiry
     * @throws FaceException under the conditions of {@link #run()}, and of kind {@code UNAUTHENTICATED} if a field is missing or malformed;
     *     the detail names only the field
     * @throws InterruptedException if this thread is interrupted; the program is ended
     */
    public <C> ExpiringCredentials<C> fetch(KeyType.Constructor<C> constructor, Clock clock)
            throws InterruptedException {
        CommandOutput printed = CommandOutput.of(this, clock);
        try {
            return printed.as(constructor);
        } catch (IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Runs the program and returns the JSON object that it prints.
     *
     * @throws FaceException with effect {@code NONE}. The kind is {@code CONFIGURATION} if the program cannot be started; {@code
     *     UNAVAILABLE} with advice {@code BACKOFF} if its exit code is not 0 or if the program does not end within {@link #TIME_LIMIT}; and
     *     {@code UNAUTHENTICATED} if its output is not one JSON object of at most 64 KiB
     * @throws InterruptedException if this thread is interrupted; the program is ended
     */
    public Map<?, ?> run() throws InterruptedException {
        Process process = start();
        try {
            byte[] printed = awaitOutput(process);
            if (printed.length > MOST_BYTES) {
                throw unusable("prints more than 64 KiB");
            }
            return ProfileReader.object(new String(printed, StandardCharsets.UTF_8))
                    .orElseThrow(() -> unusable("does not print one JSON object"));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .advice(RetryAdvice.NEVER)
                    .detail("the program of " + place + " cannot be started; does it exist, and is it executable?")
                    .build();
        }
    }

    private byte[] awaitOutput(Process process) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread reader = new Thread(null, () -> read(process, output), "efface-credentials-command", 0, false);
        reader.setDaemon(true);
        reader.start();
        try {
            byte[] printed = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (printed.length <= MOST_BYTES
                    && !process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw failed("did not end within " + Durations.format(limit));
            }
            if (printed.length <= MOST_BYTES && process.exitValue() != 0) {
                throw failed("ended with exit code " + process.exitValue());
            }
            return printed;
        } catch (TimeoutException e) {
            throw failed("did not end within " + Durations.format(limit));
        } catch (ExecutionException e) {
            throw failed("printed output that could not be read");
        }
    }

    private static void read(Process process, CompletableFuture<byte[]> output) {
        try {
            output.complete(process.getInputStream().readNBytes(MOST_BYTES + 1));
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }

    private FaceException failed(String problem) {
        return FaceException.of(Operation.OPEN, ErrorKind.UNAVAILABLE)
                .advice(RetryAdvice.BACKOFF)
                .detail("the program of " + place + " " + problem)
                .build();
    }

    /** Returns the exception for invalid output. */
    FaceException unusable(String problem) {
        return FaceException.of(Operation.OPEN, ErrorKind.UNAUTHENTICATED)
                .advice(RetryAdvice.NEVER)
                .detail("the program of " + place + " " + problem)
                .build();
    }

    @Override
    public String toString() {
        return "CredentialsCommand";
    }
}
