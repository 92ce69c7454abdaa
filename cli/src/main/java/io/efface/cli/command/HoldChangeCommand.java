package io.efface.cli.command;

import io.efface.cli.option.AcceptOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.option.ListFormatOptions;
import io.efface.cli.option.PlanListOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.erasure.HoldChange;
import io.efface.erasure.Holds;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.keys.KeyFolder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds people and subjects to the hold list of a job, or removes them from the list. */
public abstract class HoldChangeCommand extends JobCommand {
    private static final int NOTICE_SECONDS = 5;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(
            names = "--ids",
            required = true,
            paramLabel = "FILE",
            description = "List of person or subject ids; '-' reads standard input. If a line is invalid, nothing is"
                    + " changed.")
    private String ids = "";

    @Mixin
    private final ListFormatOptions listFormat = new ListFormatOptions();

    @Mixin
    private final AcceptOption accept = new AcceptOption();

    HoldChangeCommand(CliContext context) {
        super(context);
    }

    abstract HoldChange change(Holds holds, String name, InputSource list, ListOptions options);

    @Override
    CommandResult execute() {
        ListOptions options = listFormat.options().withAccepted(accept.risks());
        InputSource list = PlanListOptions.source("--ids", ids, context());
        KeyFolder keys = job.openKeys(context());
        // The command does not take the ledger's lock, because a run holds this lock and the change must also be
        // possible during a run.
        Holds holds = Holds.beside(job.existing(context()), keys, context().clock());
        CompletableFuture<Void> notice = CompletableFuture.runAsync(
                () -> context()
                        .printMessage(
                                Message.of(
                                        "still working: the change waits up to 5 minutes while another command writes to the ledger")),
                CompletableFuture.delayedExecutor(NOTICE_SECONDS, TimeUnit.SECONDS));
        try {
            report(change(holds, job.job(), list, options));
        } finally {
            notice.cancel(false);
        }
        return CommandResult.done();
    }

    private void report(HoldChange change) {
        if (change.started() > 0 || change.erased() > 0) {
            context()
                    .printMessage(Message.of(
                            "warning: of the targets of these ids, {0} are already erased, and requests were already sent"
                                    + " for {1} others",
                            change.erased(), change.started()));
        }
        if (change.unmatched() > 0) {
            context()
                    .printMessage(Message.of(
                            "note: {0} of {1} ids are in no row of the job", change.unmatched(), change.ids()));
        }
        if (isJson()) {
            out().line(JsonLine.of(change));
        } else {
            out().line(Message.of(
                    "ids {0}, changed {1}, targets {2}; on the hold list now: {3}",
                    change.ids(), change.changed(), change.targets(), change.size()));
        }
    }

    /** Adds ids to the hold list. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            header = "Add people and subjects to the hold list of a job.",
            description = "No further deletion of these people is sent, not even by a run in progress.",
            footerHeading = HelpLayout.EXAMPLES,
            footer = {
                "  efface hold add --ledger sqlite:ledger/efface.db --job leavers --ids holds.txt",
                "  efface hold add --ledger sqlite:ledger/efface.db --job leavers \\",
                "      --ids holds.csv --columns person_id=user"
            })
    public static final class Add extends HoldChangeCommand {
        public Add(CliContext context) {
            super(context);
        }

        @Override
        HoldChange change(Holds holds, String name, InputSource list, ListOptions options) {
            return holds.add(name, list, options);
        }
    }

    /** Removes ids from the hold list. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            header = "Remove people and subjects from the hold list of a job.",
            description = "The next run deletes these people, unless another held id protects them.",
            footerHeading = HelpLayout.EXAMPLES,
            footer = {
                "  efface hold remove --ledger sqlite:ledger/efface.db --job leavers \\",
                "      --ids released.txt",
                "  efface hold remove --ledger sqlite:ledger/efface.db --job leavers \\",
                "      --ids released.csv --columns person_id=user"
            })
    public static final class Remove extends HoldChangeCommand {
        public Remove(CliContext context) {
            super(context);
        }

        @Override
        HoldChange change(Holds holds, String name, InputSource list, ListOptions options) {
            return holds.remove(name, list, options);
        }
    }
}
