package io.efface.cli;

import io.efface.erasure.keys.KeyFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes keys. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the key folder, or what is missing in it; what is there stays as it is.",
            "'plan' does the same by itself."
        })
final class KeysInitCommand extends JobCommand {
    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with efface.keys.")
    private @Nullable String config;

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description = "The folder of keys (default: efface.keys of the configuration, or the user's data folder).")
    private @Nullable String keys;

    @Option(
            names = "--ledger",
            paramLabel = "sqlite:FILE",
            description = "Check that the keys are not in this ledger's folder.")
    private @Nullable String ledger;

    KeysInitCommand(Shell shell) {
        super(shell);
    }

    @Override
    Ending work() {
        var place = KeyPlace.folder(keys, config, shell());
        KeyFolder made = ledger == null ? KeyFolder.create(place) : KeyFolder.create(place, LedgerText.file(ledger));
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
}
