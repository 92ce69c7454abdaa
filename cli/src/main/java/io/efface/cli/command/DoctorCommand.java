package io.efface.cli.command;

import io.efface.CallOptions;
import io.efface.FaceException;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import io.efface.ReadBack;
import io.efface.async.AccountResult;
import io.efface.async.AllAccounts;
import io.efface.cli.option.ConfigOption;
import io.efface.cli.option.JsonOption;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonCallOutput;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.output.Output;
import io.efface.cli.output.QuotaText;
import io.efface.cli.output.Table;
import io.efface.cli.process.AccountThreads;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.KnownTexts;
import io.efface.cli.process.Message;
import io.efface.config.AccountDescription;
import io.efface.config.FaceRepositories;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a configuration and, with {@code --ping}, whether each account responds. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Check a configuration and show its accounts.",
        description = "Sends nothing, unless --ping is given.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {"  efface doctor --config efface.properties --ping", "  efface doctor --json"})
public final class DoctorCommand implements Callable<Integer> {
    /** Maximum width of a column, in characters. */
    private static final int WIDEST_COLUMN = 60;

    /**
     * The number of random bytes in the id that {@code --ping} reads. With its prefix, the id has 30 characters, which every vendor allows.
     */
    private static final int RANDOM_BYTES = 8;

    private static final String NOTHING = "-";
    private static final String OFF = "off";

    private final CliContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--ping",
            description = "Send each account a signed read of a person who does not exist. The read changes nothing.")
    private boolean ping;

    @Mixin
    private final JsonOption output = new JsonOption();

    public DoctorCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (FaceRepositories accounts = config.openForReview(context)) {
            Map<String, AccountResult<FindPersonResult>> pings = ping ? ping(accounts) : Map.of();
            report(accounts, pings);
            ExitStatus status = ExitStatus.DONE;
            for (AccountResult<FindPersonResult> outcome : pings.values()) {
                FaceException failure = outcome.error();
                if (failure != null) {
                    status = ExitPrecedence.CALLS.first(status, ExitStatus.of(failure));
                    context.printMessage(
                            Message.of("efface: account {0}: {1}", outcome.account(), LibraryTexts.of(failure)));
                }
            }
            return status.code();
        }
    }

    /**
     * Sends each account a read of a person who does not exist. If several accounts are the same account at the vendor, each of them gets a
     * read. Accounts whose vendor has no read are skipped.
     */
    private Map<String, AccountResult<FindPersonResult>> ping(FaceRepositories accounts) {
        List<String> readable = accounts.accounts().stream()
                .filter(name -> accounts.get(name).capabilities().readBack() != ReadBack.NONE)
                .toList();
        if (readable.isEmpty()) {
            return Map.of();
        }
        try (AccountThreads workers = new AccountThreads(readable.size())) {
            AllAccounts everywhere = accounts.inAllAccounts(readable, workers.threads());
            return new TreeMap<>(everywhere
                    .findPerson(randomPerson(), CallOptions.defaults())
                    .accounts());
        }
    }

    private PersonId randomPerson() {
        byte[] randomBytes = new byte[RANDOM_BYTES];
        context.random().nextBytes(randomBytes);
        return PersonId.of("efface-doctor-" + HexFormat.of().formatHex(randomBytes));
    }

    private void report(FaceRepositories accounts, Map<String, AccountResult<FindPersonResult>> pings) {
        Output out = new Output(context);
        ConfigurationReview review = config.file(context)
                .map(file -> ConfigurationReview.of(file.path()))
                .orElseGet(ConfigurationReview::ofNoFile);
        List<AccountDescription> all =
                accounts.accounts().stream().map(accounts::describe).toList();
        Map<String, List<Message>> accountWarnings = AccountsReview.warnings(all);
        if (output.isJson()) {
            for (AccountDescription account : all) {
                out.line(JsonLine.of(
                        json(account, warnings(review, accountWarnings, account), pings.get(account.name()))));
            }
            return;
        }
        out.line(Message.of("configuration: {0}", config.describe(context)));
        table(out, all, pings);
        for (AccountDescription account : all) {
            account.proxy().ifPresent(proxy -> out.line(Message.of("proxy of {0}: {1}", account.name(), proxy)));
        }
        for (AccountDescription account : all) {
            warnings(review, accountWarnings, account)
                    .forEach(warning -> out.line(Message.of("warning: {0}", warning)));
        }
    }

    private static List<Message> warnings(
            ConfigurationReview review, Map<String, List<Message>> accountWarnings, AccountDescription account) {
        Stream<Message> fileWarnings = InstalledProviders.load().providers().stream()
                .filter(provider -> provider.name().equals(account.provider()))
                .flatMap(provider -> review.warnings(account.name(), provider.settings()).stream());
        Stream<Message> comparisonWarnings = accountWarnings.getOrDefault(account.name(), List.of()).stream();
        return Stream.of(account.warnings().stream().map(KnownTexts::of), comparisonWarnings, fileWarnings)
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    private void table(Output out, List<AccountDescription> all, Map<String, AccountResult<FindPersonResult>> pings) {
        Table.print(
                out,
                WIDEST_COLUMN,
                List.of(
                        Message.of("ACCOUNT"),
                        Message.of("PROVIDER"),
                        Message.of("PLACE"),
                        Message.of("KEY"),
                        Message.of("PING"),
                        Message.of("QUOTA")),
                all.stream()
                        .map(account -> List.of(
                                nameOf(account),
                                account.provider(),
                                out.text(LibraryTexts.where(account.place(), account.library())),
                                account.keyFingerprint().orElse(NOTHING),
                                pingResult(pings.get(account.name())),
                                quota(account)))
                        .toList());
    }

    private String pingResult(@Nullable AccountResult<FindPersonResult> outcome) {
        if (outcome == null) {
            return ping ? context.text(Message.of("no read-back")) : NOTHING;
        }
        return outcome(outcome);
    }

    private String nameOf(AccountDescription account) {
        return account.isDefault() ? context.text(Message.of("{0} (default)", account.name())) : account.name();
    }

    private String quota(AccountDescription account) {
        return account.quotas().isEmpty()
                ? OFF
                : context.text(QuotaText.of(account.quotas().values()));
    }

    private static String quotaSetting(AccountDescription account) {
        return account.settings().getOrDefault("quota", OFF);
    }

    private static JsonObject json(
            AccountDescription account, List<Message> warnings, @Nullable AccountResult<FindPersonResult> outcome) {
        FaceException failure = outcome == null ? null : outcome.error();
        return new JsonObject()
                .with("account", account.name())
                .with("provider", account.provider())
                .with("place", account.place())
                .with("library", account.library())
                .with("keyFingerprint", account.keyFingerprint())
                .with("default", account.isDefault())
                .with("sameAs", account.sameAs())
                .with("quotas", QuotaText.callsPerSecond(account.quotas().values()))
                .with("limits", QuotaText.limits(account.quotas().values()))
                .with("quota", quotaSetting(account))
                .with("proxy", account.proxy())
                .with("warnings", warnings.stream().map(Message::toString).toList())
                .with("ping", outcome == null ? null : outcome(outcome))
                .withPresent("error", JsonCallOutput.error(failure));
    }

    private static String outcome(AccountResult<FindPersonResult> outcome) {
        return outcome.failure().map(failure -> failure.kind().name()).orElse("OK");
    }
}
