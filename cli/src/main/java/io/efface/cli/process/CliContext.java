package io.efface.cli.process;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a command gets from its process; tests pass other values.
 *
 * @param in standard input
 * @param out standard output, UTF-8: data only
 * @param err standard error, UTF-8: messages only, never an id or a secret
 * @param terminal the terminal of the user
 * @param environment the environment variables
 * @param clock the one clock
 * @param random source of keys and ids that cannot be guessed
 * @param signals the signals that stop this process
 * @param accounts opens accounts from a configuration file
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
        AccountsSource accounts) {
    /** Copies the map. */
    public CliContext {
        environment = Map.copyOf(environment);
    }

    /** Returns a copy that writes messages to another stream. */
    public CliContext withMessagesTo(PrintStream messages) {
        return new CliContext(in, out, messages, terminal, environment, clock, random, signals, accounts);
    }

    /** Returns a copy without the environment variables that configure this command. */
    public CliContext withoutConfiguration() {
        Map<String, String> others = new HashMap<>(environment);
        others.keySet().removeIf(name -> name.startsWith("EFFACE_"));
        return new CliContext(in, out, err, terminal, others, clock, random, signals, accounts);
    }

    /** Writes one line to standard error. */
    public void printMessage(String line) {
        err.print(line + "\n");
        err.flush();
    }

    /** The variables may hold secrets. */
    @Override
    public String toString() {
        return "CliContext";
    }
}
