package io.efface.cli.process;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a command has from outside, so that it runs in a test as it does in a process.
 *
 * @param in standard input
 * @param out standard output, UTF-8: data only
 * @param err standard error, UTF-8: talk only, never an id or a secret
 * @param terminal the terminal on which a person can be asked
 * @param environment the environment variables
 * @param clock the one clock
 * @param random source of keys and ids that cannot be guessed
 * @param signals what asks this process to stop
 * @param accounts opens accounts from a configuration file
 */
public record Shell(
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
    public Shell {
        environment = Map.copyOf(environment);
    }

    /** Returns the same with its talk elsewhere. */
    public Shell talkingTo(PrintStream talk) {
        return new Shell(in, out, talk, terminal, environment, clock, random, signals, accounts);
    }

    /** Returns the same without the environment variables that configure this command. */
    public Shell withoutConfiguration() {
        Map<String, String> others = new HashMap<>(environment);
        others.keySet().removeIf(name -> name.startsWith("EFFACE_"));
        return new Shell(in, out, err, terminal, others, clock, random, signals, accounts);
    }

    /** Writes one line of talk. */
    public void say(String line) {
        err.print(line + "\n");
        err.flush();
    }

    /** The variables may hold secrets. */
    @Override
    public String toString() {
        return "Shell";
    }
}
