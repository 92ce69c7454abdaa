package io.efface.cli;

import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ConfigFile;
import io.efface.cli.process.FakeSignals;
import io.efface.cli.process.Terminal;
import io.efface.cli.schema.JsonOutputs;
import io.efface.cli.schema.Schemas;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.spi.ProviderRepository;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Runs the command in the process of the test, with fake accounts, terminal and signals. Checks all JSON that a command writes against its
 * schema.
 */
public final class CommandTester implements Terminal, AccountsSource {
    final Map<String, ProviderRepository> repositories = new LinkedHashMap<>();
    final List<String> questions = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = new byte[0];
    private Map<String, String> settings = Map.of("policies", "none");
    private Optional<String> defaultAccount = Optional.empty();
    private Optional<String> answer = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private boolean interactive;
    private boolean isErrorTerminal;
    private int columns = 80;
    final FakeSignals signals = new FakeSignals();
    final JsonOutputs outputs = new JsonOutputs(Schemas.PUBLISHED);
    final Map<String, String> environment = new LinkedHashMap<>();

    static CommandTester with(String account, ProviderRepository repository) {
        return new CommandTester().and(account, repository);
    }

    CommandTester and(String account, ProviderRepository repository) {
        repositories.put(account, repository);
        return this;
    }

    /** Opens the accounts with layers that have these settings. By default, accounts have no layers. */
    CommandTester withLayers(Map<String, String> keys) {
        settings = keys;
        return this;
    }

    CommandTester defaultAccount(String name) {
        defaultAccount = Optional.of(name);
        return this;
    }

    CommandTester input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    CommandTester input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    /** Runs on a terminal where each question is answered with this line. */
    CommandTester withAnswer(String line) {
        interactive = true;
        answer = Optional.of(line);
        return this;
    }

    /** Runs the command with another clock. */
    CommandTester withClock(Clock other) {
        clock = other;
        return this;
    }

    /** Runs the command with the fake accounts. */
    int run(String... arguments) {
        return run(this, arguments);
    }

    /** Runs the command with accounts from configuration files. */
    int runOnFiles(String... arguments) {
        return run(AccountsSource.ofFiles(), arguments);
    }

    private int run(AccountsSource accounts, String... arguments) {
        out.reset();
        err.reset();
        int exitCode = new Cli(context(accounts)).run(arguments);
        outputs.check(arguments, exitCode, out());
        return exitCode;
    }

    /** Returns a context in which commands run. */
    public CliContext context() {
        return context(this);
    }

    private CliContext context(AccountsSource accounts) {
        return new CliContext(
                new ByteArrayInputStream(input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                this,
                environment,
                clock,
                new Random(1),
                signals,
                accounts);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> outLines() {
        return out().lines().toList();
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    /** Runs with standard error on a terminal. */
    public CommandTester withErrorTerminal() {
        isErrorTerminal = true;
        return this;
    }

    @Override
    public boolean isErrorTerminal() {
        return isErrorTerminal;
    }

    /** Runs with a terminal of this width. */
    public CommandTester withColumns(int width) {
        columns = width;
        return this;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return answer;
    }

    @Override
    public FaceRepositories open(Optional<ConfigFile> file, CliContext context) {
        FaceRepositoriesBuilder builder = FaceRepositories.builder();
        repositories.forEach((name, repository) -> builder.account(name, new FakeAccount(repository), settings));
        defaultAccount.ifPresent(builder::defaultAccount);
        return builder.open();
    }
}
