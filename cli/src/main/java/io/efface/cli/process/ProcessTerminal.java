package io.efface.cli.process;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The terminal that the process was started from, if input and output are one. */
// Java 17 to 21 return null where there is no terminal; later ones are asked by isTerminal().
@SuppressWarnings("SystemConsoleNull")
public final class ProcessTerminal implements Terminal {
    private final @Nullable Console console = System.console();

    @Override
    public boolean isInteractive() {
        return console != null && isTerminal(console);
    }

    @Override
    public boolean isErrorTerminal() {
        try {
            String talk = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return talk.startsWith("/dev/pts/") || talk.startsWith("/dev/tty") || talk.equals("/dev/console");
        } catch (IOException | RuntimeException e) {
            // Not Linux: where the other two streams are at a terminal, this one usually is too.
            return isInteractive();
        }
    }

    @Override
    public Optional<String> ask(String question) {
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", question));
    }

    /** From Java 22 on there is a console without a terminal too, and a method that distinguishes the two. */
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
