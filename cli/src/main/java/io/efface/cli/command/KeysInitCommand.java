package io.efface.cli.command;

import io.efface.cli.option.ConfigOption;
import io.efface.cli.option.KeyPlace;
import io.efface.cli.option.LedgerText;
import io.efface.cli.output.CommandHelp;
import io.efface.cli.output.Ending;
import io.efface.cli.output.JsonLine;
import io.efface.cli.process.Shell;
import io.efface.erasure.Ledger;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes keys. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        header = "Create the key folder, or the keys that are missing in it.",
        description = "Existing keys are kept. 'plan' does the same.",
        footerHeading = CommandHelp.EXAMPLES,
        footer = "  efface keys init --keys keys")
public final class KeysInitCommand extends JobCommand {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description =
                    "Directory with the encryption and signing keys (default: efface.keys of the configuration, else the user's data directory).")
    private @Nullable String keys;

    @Option(
            names = "--ledger",
            paramLabel = "sqlite:FILE",
            description =
                    "Reject a key directory that is in the directory of this ledger, or that lacks the key of its events' HMACs.")
    private @Nullable String ledger;

    public KeysInitCommand(Shell shell) {
        super(shell);
    }

    @Override
    Ending work() {
        var place = KeyPlace.folder(keys, config, shell());
        KeyFolder made = ledger == null ? KeyFolder.create(place) : madeFor(LedgerText.file(ledger), place);
        String fingerprint = made.publicKey().fingerprint();
        if (isJson()) {
            out().line(JsonLine.of(json -> json.name("keys")
                    .value(made.folder().toString())
                    .name("publicKey")
                    .value(made.folder().resolve("signing.pub").toString())
                    .name("fingerprint")
                    .value(fingerprint)));
        } else {
            out().line("keys " + made.folder());
            out().line("public key " + made.folder().resolve("signing.pub"));
            out().line("fingerprint " + fingerprint);
        }
        return Ending.done();
    }

    private static KeyFolder madeFor(Path file, Path place) {
        KeyFolder.checkApart(place, file);
        Ledger.checkMacKey(file, place);
        return KeyFolder.create(place, file);
    }
}
