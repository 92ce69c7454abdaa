package io.efface.cli.command;

import com.squareup.moshi.JsonWriter;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.LastFaceRule;
import io.efface.cli.option.JsonOption;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.Output;
import io.efface.cli.output.QuotaText;
import io.efface.cli.output.Table;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.Setting;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the providers that are there. */
@Command(
        name = "providers",
        mixinStandardHelpOptions = true,
        header = "List the installed providers and what each supports.",
        description = "--json also prints the source of each statement.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = "  efface providers --settings")
public final class ProvidersCommand implements Callable<Integer> {
    private static final int WIDE = 60;

    private final CliContext context;

    @Mixin
    private final JsonOption output = new JsonOption();

    @Option(names = "--settings", description = "Also list the keys that an account of each provider understands.")
    private boolean settings;

    public ProvidersCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        InstalledProviders found = InstalledProviders.load();
        Output out = new Output(context.out());
        if (output.isJson()) {
            found.providers().forEach(provider -> out.line(JsonLine.of(json -> provider(json, provider))));
        } else {
            table(out, found.providers());
        }
        found.failures().forEach(what -> context.printMessage("efface: a provider cannot be loaded: " + what));
        if (found.providers().isEmpty()) {
            context.printMessage("efface: no provider was found");
        }
        return (found.failures().isEmpty() && !found.providers().isEmpty() ? ExitStatus.DONE : ExitStatus.OTHER).code();
    }

    private void table(Output out, List<FaceRepositoryProvider> providers) {
        Table table = new Table(
                out,
                List.of(
                        Table.Column.of(
                                "PROVIDER",
                                WIDE,
                                providers.stream()
                                        .map(FaceRepositoryProvider::name)
                                        .toList()),
                        Table.Column.of("FACES/CALL", WIDE, List.of()),
                        Table.Column.of("LAST FACE", WIDE, List.of("DELETES_PERSON")),
                        Table.Column.of("REPORTS ABSENT", WIDE, List.of()),
                        Table.Column.of("LISTS DELETED", WIDE, List.of()),
                        Table.Column.of("READ-BACK", WIDE, List.of("DOCUMENTED")),
                        Table.Column.of(
                                "QUOTA",
                                WIDE,
                                providers.stream().map(ProvidersCommand::quota).toList()),
                        new Table.Column("FROM", 0)));
        table.head();
        for (FaceRepositoryProvider provider : providers) {
            Capabilities can = provider.capabilities();
            table.row(
                    provider.name(),
                    Integer.toString(can.facesPerCall()),
                    can.lastFace().answer().name(),
                    can.reportsAbsentPersons().answer().name(),
                    can.listsDeletedFaces().answer().name(),
                    can.readBack().name(),
                    quota(provider),
                    InstalledProviders.origin(provider));
        }
        if (settings) {
            out.line("");
            settings(out, "every account", InstalledProviders.settingsOfEveryAccount());
            providers.forEach(provider -> settings(out, provider.name(), provider.settings()));
        }
    }

    private static void settings(Output out, String title, List<Setting> settings) {
        out.line("efface.accounts.NAME. of " + title + ":");
        for (Setting setting : settings) {
            String byDefault = setting.defaultText() == null ? "" : " (default: " + setting.defaultText() + ")";
            out.line("  " + setting.key() + (setting.secret() ? " [secret]" : "") + ": " + setting.meaning()
                    + byDefault);
        }
    }

    private static String quota(FaceRepositoryProvider provider) {
        return QuotaText.of(provider.capabilities().quotas());
    }

    private void provider(JsonWriter json, FaceRepositoryProvider provider) throws IOException {
        json.name("provider").value(provider.name());
        json.name("class").value(provider.getClass().getName());
        json.name("from").value(InstalledProviders.origin(provider));
        capabilities(json, provider.capabilities());
        json.name("settings").beginArray();
        if (settings) {
            for (Setting setting : provider.settings()) {
                json.beginObject();
                json.name("key").value(setting.key());
                json.name("meaning").value(setting.meaning());
                json.name("default").value(setting.defaultText());
                json.name("secret").value(setting.secret());
                json.endObject();
            }
        }
        json.endArray();
    }

    private static void capabilities(JsonWriter json, Capabilities can) throws IOException {
        json.name("facesPerCall").value(can.facesPerCall());
        json.name("idRule").value(can.idRule().description());
        // Kept for readers of the earlier key, which had no word for a vendor that deletes the person.
        claim(json, "keepsLastFace", keepsLastFace(can.lastFace()));
        LastFaceRule lastFace = can.lastFace();
        claim(json, "lastFace", lastFace.answer().name(), lastFace.source());
        claim(json, "reportsAbsentPersons", can.reportsAbsentPersons());
        claim(json, "listsDeletedFaces", can.listsDeletedFaces());
        json.name("readBack").value(can.readBack().name());
        QuotaText.limits(json.name("quotas"), can.quotas());
    }

    private static Claim keepsLastFace(LastFaceRule rule) {
        return switch (rule.answer()) {
            case KEPT -> Claim.yes(rule.source());
            case DELETABLE, DELETES_PERSON -> Claim.no(rule.source());
            case UNDOCUMENTED -> Claim.undocumented(rule.source());
        };
    }

    private static void claim(JsonWriter json, String name, Claim claim) throws IOException {
        claim(json, name, claim.answer().name(), claim.source());
    }

    private static void claim(JsonWriter json, String name, String answer, String source) throws IOException {
        json.name(name).beginObject();
        json.name("answer").value(answer);
        json.name("source").value(source);
        json.endObject();
    }
}
