package io.efface.cli.process;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The environment of a command: streams, terminal, variables, clock, randomness, signals and accounts. Tests pass their own values.
 *
 * @param in standard input
 * @param out standard output in UTF-8, for data only
 * @param err standard error in UTF-8, for messages only; a message never contains an id or a secret
 * @param terminal the terminal of the user
 * @param environment the environment variables
 * @param clock the clock for all times of the command
 * @param random the source of unguessable keys and ids
 * @param signals the signals that stop this process
 * @param accounts the source of the configured accounts
 * @param language the language of the texts that the command prints for people
 */
public record CliContext(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminal terminal,
        Map<String, String> environment,
        Clock clock,
        RandomGenerator random,
        Signals signals,
        AccountsSource accounts,
        Language language) {
    /** Copies the map of environment variables. */
    public CliContext {
        environment = Map.copyOf(environment);
    }

    /** Creates a context with texts in English. */
    public CliContext(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Terminal terminal,
            Map<String, String> environment,
            Clock clock,
            RandomGenerator random,
            Signals signals,
            AccountsSource accounts) {
        this(in, out, err, terminal, environment, clock, random, signals, accounts, Language.EN);
    }

    /** Returns a copy with texts in a language. */
    public CliContext withLanguage(Language other) {
        return new CliContext(in, out, err, terminal, environment, clock, random, signals, accounts, other);
    }

    /** Returns a copy that writes messages to another stream. The copy does not overwrite lines of this stream. */
    public CliContext withMessagesTo(PrintStream messages) {
        return new CliContext(
                in,
                out,
                messages,
                new WithoutErrorTerminal(terminal),
                environment,
                clock,
                random,
                signals,
                accounts,
                language);
    }

    /** Returns a copy without the environment variables that configure this command. */
    public CliContext withoutConfiguration() {
        Map<String, String> others = new HashMap<>(environment);
        others.keySet().removeIf(name -> name.startsWith("EFFACE_"));
        return new CliContext(in, out, err, terminal, others, clock, random, signals, accounts, language);
    }

    /** Returns a text in the language of this context. */
    public String text(Message text) {
        return language.text(text);
    }

    /** The terminal of a context that writes its messages to another stream than standard error. */
    private record WithoutErrorTerminal(Terminal terminal) implements Terminal {
        @Override
        public boolean isInteractive() {
            return terminal.isInteractive();
        }

        @Override
        public boolean isErrorTerminal() {
            return false;
        }

        @Override
        public int columns() {
            return terminal.columns();
        }

        @Override
        public Optional<String> ask(String question) {
            return terminal.ask(question);
        }
    }

    /** Writes one line to standard error. */
    public void printMessage(Message line) {
        err.print(text(line) + "\n");
        err.flush();
    }

    /** Returns only the name of the class, because environment variables may contain secrets. */
    @Override
    public String toString() {
        return "CliContext";
    }
}
