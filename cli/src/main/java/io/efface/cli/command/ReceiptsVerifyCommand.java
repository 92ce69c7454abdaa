package io.efface.cli.command;

import io.efface.cli.option.ReceiptsOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.output.TerminalText;
import io.efface.cli.output.Times;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.erasure.Receipts;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the receipts of a job, in the ledger or in an exported directory. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Check the receipts of a job.",
        description = "Needs only the public key. In a ledger, it also compares the rows with the receipts and, if the"
                + " key folder contains mac.key, checks the events without a seal. Exits with 0 if the receipts"
                + " are sealed and intact, with 1 if receipts are broken or rows differ, and with 8 if the last"
                + " events have no seal or the last seal is not final.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface receipts verify --ledger sqlite:ledger/efface.db --job leavers",
            "  efface receipts verify --from receipts --public-key signing.pub"
        })
public final class ReceiptsVerifyCommand extends JobCommand {
    @Mixin
    private final ReceiptsOptions options = new ReceiptsOptions();

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "Public key (default: signing.pub in the key folder).")
    private @Nullable String publicKey;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Check the export in this directory instead of a ledger.")
    private @Nullable String folder;

    public ReceiptsVerifyCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        ReceiptsCheck check = check();
        if (isJson()) {
            out().line(JsonLine.of(check));
        } else {
            if (check.job() != null) {
                out().line(Message.of(
                        "job {0}, ledger {1}",
                        TerminalText.escape(check.job()), TerminalText.escape(String.valueOf(check.ledger()))));
            }
            out().line(LibraryTexts.of(check));
            rows(check);
            if (check.digest() != null) {
                out().line(Message.of("digest of the plan {0}", check.digest()));
            }
            if (check.lastSeal() != null) {
                out().line(Message.of(
                        "last seal {0}, {1}",
                        check.lastSeal(),
                        Times.text(check.sealedAt(), context().clock().getZone())));
            }
        }
        return switch (check.verdict()) {
            case INTACT -> CommandResult.done();
            case BROKEN, DIFFERENT -> CommandResult.of(ExitStatus.OTHER, LibraryTexts.of(check));
            default -> CommandResult.of(ExitStatus.WORK_LEFT, LibraryTexts.of(check));
        };
    }

    private void rows(ReceiptsCheck check) {
        RowsCheck rows = check.rows();
        if (rows == null) {
            return;
        }
        if (rows.agrees()) {
            out().line(LibraryTexts.of(rows));
        }
        rows.first().forEach(difference -> out().line(Message.of("  {0}", LibraryTexts.of(difference))));
        if (rows.differences() > rows.first().size()) {
            out().line(Message.of(
                    "  and {0} more", (rows.differences() - rows.first().size())));
        }
        rows.limits().forEach(limit -> out().line(Message.of("not checked: {0}", Message.known(limit))));
    }

    private ReceiptsCheck check() {
        if (folder != null) {
            ReceiptsCheck check = Receipts.verify(key(), OptionPaths.folder("--from", folder));
            options.checkExport(check, context());
            return check;
        }
        MacKey mac = publicKey == null || options.hasKeyLocation() ? options.macKey(context()) : null;
        return mac == null
                ? Receipts.verify(key(), options.ledger(context()), options.job())
                : Receipts.verify(key(), mac, options.ledger(context()), options.job());
    }

    private SealKey key() {
        return publicKey != null
                ? ReceiptsOptions.readPublicKey(OptionPaths.file("--public-key", publicKey))
                : options.publicKey(
                        context(),
                        Message.of(
                                "name it with --keys, or give the public key with --public-key; the public key inside an export"
                                        + " cannot prove that the export is authentic"));
    }
}
