package io.efface.cli.command;

import io.efface.cli.option.ConsentOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.erasure.ErasureException;
import io.efface.erasure.Ledger;
import io.efface.erasure.Receipts;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RepairSummary;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restores the rows of a job from its receipts. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        header = "Restore the rows of a job from its receipts.",
        description = "Shows the rows of the ledger that differ from the receipts, and restores these rows after"
                + " confirmation. The receipts record the repair. Encrypted ids, hashes and removed rows cannot be"
                + " restored from receipts. If such differences are left, the exit code is 1.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface receipts repair --ledger sqlite:ledger/efface.db --job leavers",
            "  efface receipts repair --ledger sqlite:ledger/efface.db --job leavers --yes"
        })
public final class ReceiptsRepairCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    public ReceiptsRepairCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        KeyFolder keys = job.openKeys(context());
        try (Ledger ledger = job.open(context())) {
            show(keys, ledger);
            consent.requireFor(
                    context(), Message.of("This will restore the rows of job {0} from its receipts.", job.job()));
            RepairSummary summary = Receipts.repair(ledger, keys, context().clock(), job.job());
            write(summary);
            return summary.isWhole()
                    ? CommandResult.done()
                    : CommandResult.of(
                            ExitStatus.OTHER,
                            Message.of(
                                    "{0} differences cannot be restored from the receipts; continue with a copy of the ledger that"
                                            + " 'receipts verify' accepts, or plan the missing people in a new job",
                                    summary.left().differences()));
        }
    }

    /** Prints the differences. Unreadable values do not stop the command, because the repair replaces them. */
    private void show(KeyFolder keys, Ledger ledger) {
        try {
            MacKey mac = MacKey.read(keys.folder()).orElse(null);
            ReceiptsCheck check = mac == null
                    ? Receipts.verify(keys.publicKey(), ledger.address(), job.job())
                    : Receipts.verify(keys.publicKey(), mac, ledger.address(), job.job());
            context().printMessage(LibraryTexts.of(check));
            RowsCheck rows = check.rows();
            if (rows != null) {
                rows.first()
                        .forEach(
                                difference -> context().printMessage(Message.of("  {0}", LibraryTexts.of(difference))));
            }
        } catch (ErasureException e) {
            if (e.reason() != ErasureException.Reason.LEDGER_UNREADABLE) {
                throw e;
            }
            context().printMessage(LibraryTexts.of(e));
        }
    }

    private void write(RepairSummary summary) {
        if (isJson()) {
            out().line(JsonLine.of(new JsonObject()
                    .with("job", summary.job())
                    .with("differences", summary.differences())
                    .with("restored", summary.restored())
                    .with("cells", summary.cells())
                    .with("left", summary.left().differences())));
            return;
        }
        out().line(Message.of(
                "job {0}: {1} rows restored; {2}{3} differences left",
                summary.job(),
                summary.restored(),
                summary.cells() > 0
                        ? Message.of("{0} cells of the wrong type replaced; ", summary.cells())
                        : Message.EMPTY,
                summary.left().differences()));
        for (RowsCheck.Difference difference : summary.left().first()) {
            out().line(Message.of("  {0}", LibraryTexts.of(difference)));
        }
    }
}
