package io.efface.cli.command;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.cli.option.JsonOption;
import io.efface.cli.option.ProviderPathOption;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.Output;
import io.efface.cli.output.QuotaText;
import io.efface.cli.output.Table;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.Setting;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the installed providers. */
@Command(
        name = "providers",
        mixinStandardHelpOptions = true,
        header = "List the installed providers and their capabilities.",
        description = "With --json, also prints the source of each capability.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {"  efface providers --settings", "  efface providers --provider-path providers --json"})
public final class ProvidersCommand implements Callable<Integer> {
    /** Maximum width of a column, in characters. */
    private static final int WIDEST_COLUMN = 60;

    private final CliContext context;

    @Mixin
    private final JsonOption output = new JsonOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // The field declares the option, and ProviderPathOption.load reads the value.
    private final ProviderPathOption path = new ProviderPathOption();

    @Option(
            names = "--settings",
            description = "Also list the configuration keys that an account of each provider accepts.")
    private boolean settings;

    public ProvidersCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        InstalledProviders found = InstalledProviders.load();
        Output out = new Output(context);
        if (output.isJson()) {
            found.providers().forEach(provider -> out.line(JsonLine.of(json(provider))));
        } else {
            table(out, found.providers());
        }
        found.failures()
                .forEach(what -> context.printMessage(Message.of("efface: a provider cannot be loaded: {0}", what)));
        if (found.providers().isEmpty()) {
            context.printMessage(Message.of("efface: no provider was found"));
        }
        return (found.failures().isEmpty() && !found.providers().isEmpty() ? ExitStatus.DONE : ExitStatus.OTHER).code();
    }

    private void table(Output out, List<FaceRepositoryProvider> providers) {
        Table.print(
                out,
                WIDEST_COLUMN,
                List.of(
                        Message.of("PROVIDER"),
                        Message.of("FACES/CALL"),
                        Message.of("LAST FACE"),
                        Message.of("REPORTS ABSENT"),
                        Message.of("LISTS DELETED"),
                        Message.of("READ-BACK"),
                        Message.of("FROM"),
                        Message.of("QUOTA")),
                providers.stream().map(this::row).toList());
        if (settings) {
            out.line("");
            settings(
                    out,
                    Message.of("efface.accounts.NAME. of every account:"),
                    InstalledProviders.settingsOfEveryAccount());
            providers.forEach(provider ->
                    settings(out, Message.of("efface.accounts.NAME. of {0}:", provider.name()), provider.settings()));
        }
    }

    private List<String> row(FaceRepositoryProvider provider) {
        Capabilities can = provider.capabilities();
        return List.of(
                provider.name(),
                Integer.toString(can.facesPerCall()),
                can.lastFace().behavior().name(),
                can.reportsAbsentPersons().value().name(),
                can.listsDeletedFaces().value().name(),
                can.readBack().name(),
                InstalledProviders.origin(provider),
                context.text(QuotaText.of(can.quotas())));
    }

    private static void settings(Output out, Message title, List<Setting> settings) {
        out.line(title);
        for (Setting setting : settings) {
            String value = setting.defaultText();
            Message byDefault = value == null
                    ? Message.EMPTY
                    : Message.of(
                            " (default: {0})", value.contains(" ") ? Message.known(value) : Message.verbatim(value));
            out.line(Message.of(
                    "  {0}{1}: {2}{3}",
                    setting.key(),
                    setting.secret() ? Message.of(" [secret]") : Message.EMPTY,
                    Message.known(setting.meaning()),
                    byDefault));
        }
    }

    private JsonObject json(FaceRepositoryProvider provider) {
        Capabilities can = provider.capabilities();
        return new JsonObject()
                .with("provider", provider.name())
                .with("class", provider.getClass().getName())
                .with("from", InstalledProviders.origin(provider))
                .with("facesPerCall", can.facesPerCall())
                .with("idRule", can.idRule().description())
                // Older programs read keepsLastFace. It cannot express that a vendor deletes the person together with
                // the last face.
                .with("keepsLastFace", keepsLastFace(can.lastFace()))
                .with("lastFace", can.lastFace())
                .with("reportsAbsentPersons", can.reportsAbsentPersons())
                .with("listsDeletedFaces", can.listsDeletedFaces())
                .with("readBack", can.readBack())
                .with("quotas", QuotaText.limits(can.quotas()))
                .with("requests", requests(can))
                .with(
                        "settings",
                        settings
                                ? provider.settings().stream()
                                        .map(ProvidersCommand::json)
                                        .toList()
                                : List.of());
    }

    private static JsonObject requests(Capabilities can) {
        JsonObject requests = new JsonObject();
        for (Operation operation : List.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON)) {
            requests.with(operation.spelling(), can.requestsOf(operation).size());
        }
        return requests;
    }

    private static JsonObject json(Setting setting) {
        return new JsonObject()
                .with("key", setting.key())
                .with("meaning", setting.meaning())
                .with("default", setting.defaultText())
                .with("secret", setting.secret());
    }

    private static Claim keepsLastFace(LastFaceRule rule) {
        return switch (rule.behavior()) {
            case KEPT -> Claim.yes(rule.source());
            case DELETABLE, DELETES_PERSON -> Claim.no(rule.source());
            case UNDOCUMENTED -> Claim.undocumented(rule.source());
        };
    }
}
