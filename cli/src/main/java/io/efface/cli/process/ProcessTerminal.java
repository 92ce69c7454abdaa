package io.efface.cli.process;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The terminal of the process, if standard input and standard output are connected to a terminal. */
// Without a terminal, System.console() returns null in Java 17 to 21. Later versions return a console, so isTerminal()
// decides.
@SuppressWarnings("SystemConsoleNull")
public final class ProcessTerminal implements Terminal {
    private final @Nullable Console console = System.console();
    private final TerminalWidth width = new TerminalWidth();
    private final PrintStream err;

    /**
     * Creates a terminal.
     *
     * @param err standard error
     */
    public ProcessTerminal(PrintStream err) {
        this.err = err;
    }

    @Override
    public boolean isInteractive() {
        return console != null && isTerminal(console);
    }

    @Override
    public boolean isErrorTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | RuntimeException e) {
            // Not Linux: if the other two streams are connected to a terminal, standard error usually is connected to
            // it too.
            return isInteractive();
        }
    }

    @Override
    public int columns() {
        try {
            return checked(Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException e) {
            // Usually, a shell does not pass this variable on.
            return width.columns();
        }
    }

    private static int checked(int columns) {
        return columns >= 1 ? columns : TerminalWidth.UNKNOWN;
    }

    @Override
    public Optional<String> ask(String question) {
        if (console == null) {
            return Optional.empty();
        }
        if (!isErrorTerminal()) {
            return Optional.ofNullable(console.readLine("%s", question));
        }
        // Standard output is for results only, even on a terminal.
        err.print(question);
        err.flush();
        return Optional.ofNullable(console.readLine());
    }

    /** Calls {@code Console.isTerminal}, which exists since Java 22. Since then, a console may exist without a terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
