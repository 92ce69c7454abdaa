package io.efface.cli.command;

import io.efface.cli.option.KeysOption;
import io.efface.cli.option.LedgerOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.KeyLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates the keys that are missing in a key folder. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        header = "Create the key folder and its missing keys.",
        description = "Keeps existing keys. 'plan' also creates missing keys.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {"  efface keys init --keys keys", "  efface keys init --ledger sqlite:ledger/efface.db"})
public final class KeysInitCommand extends JobCommand {
    @Mixin
    private final KeysOption keys = new KeysOption();

    @Option(
            names = "--ledger",
            paramLabel = "LEDGER",
            description =
                    "Reject a key folder that is inside the directory of this ledger, or that lacks the HMAC key of"
                            + " the ledger's events.")
    private @Nullable String ledger;

    public KeysInitCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        Path folder = keys.folder(context());
        Set<String> before = files(folder);
        KeyFolder created = ledger == null
                ? KeyFolder.create(folder)
                : createFor(LedgerOption.parse(ledger, keys.config(), context()), folder);
        String fingerprint = created.publicKey().fingerprint();
        if (isJson()) {
            out().line(JsonLine.of(new JsonObject()
                    .with("keys", created.folder().toString())
                    .with("publicKey", created.folder().resolve("signing.pub").toString())
                    .with("fingerprint", fingerprint)));
        } else {
            out().line(Message.of("keys {0}", created.folder()));
            out().line(Message.of("public key {0}", created.folder().resolve("signing.pub")));
            out().line(Message.of("fingerprint {0}", fingerprint));
            if (files(folder).equals(before)) {
                out().line(Message.of("all keys exist already; nothing was changed"));
            }
        }
        return CommandResult.done();
    }

    /** Returns the names of the files in the key folder, or an empty set if the folder cannot be read. */
    private static Set<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static KeyFolder createFor(LedgerAddress address, Path folder) {
        address.file().ifPresent(file -> KeyLocation.checkApart(folder, file));
        Ledger.checkMacKey(address, folder);
        return KeyFolder.create(folder, address);
    }
}
