package io.efface.cli.command;

import io.efface.cli.option.ConfigOption;
import io.efface.cli.option.LedgerOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.Output;
import io.efface.cli.output.Times;
import io.efface.cli.process.CliContext;
import io.efface.erasure.JobStatus;
import io.efface.erasure.TargetState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the progress of a job. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Show the progress of a job, or list all jobs.",
        description = "Works while the job runs. Needs no keys and no accounts.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface status --ledger sqlite:ledger/efface.db --job leavers",
            "  efface status --ledger sqlite:ledger/efface.db"
        })
public final class StatusCommand extends JobCommand {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    @Option(names = "--job", paramLabel = "NAME", description = "Name of the job (default: list all jobs).")
    private @Nullable String job;

    @Option(
            names = "--keys",
            hidden = true,
            description = "Has no effect. Accepted so that a command line can be reused.")
    @SuppressWarnings("UnusedVariable") // The option is accepted and ignored.
    private List<String> ignored = new ArrayList<>();

    public StatusCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        Path file = ledger.existingFile(config, context());
        if (job == null) {
            list(JobStatus.all(file));
            return CommandResult.done();
        }
        JobStatus status = JobStatus.read(file, job);
        if (isJson()) {
            out().line(JsonLine.of(json(status)));
        } else {
            write(status);
        }
        return CommandResult.done();
    }

    private void list(List<JobStatus> jobs) {
        Output out = out();
        if (isJson()) {
            jobs.forEach(job -> out.line(JsonLine.of(summaryJson(job))));
            return;
        }
        if (jobs.isEmpty()) {
            out.line("the ledger has no job");
        }
        for (JobStatus job : jobs) {
            out.line("job " + job.name() + ", " + words(job.state().name())
                    + (job.plannedAt() == null
                            ? ""
                            : ": planned " + job.planned() + ", done " + job.done() + ", left "
                                    + (job.planned() - job.done())));
        }
    }

    private void write(JobStatus status) {
        Output out = out();
        out.line("job " + status.name() + ", " + words(status.state().name())
                + (status.fromJob() == null ? "" : ", from job " + status.fromJob()));
        out.line("digest " + (status.digest() == null ? "-" : status.digest()));
        out.line("planned at " + time(status.plannedAt()) + ", due " + time(status.dueAt()));
        boolean isLeased = status.leaseUntil() != null
                && status.leaseUntil().isAfter(context().clock().instant());
        out.line(isLeased ? "running; its lease ends at " + time(status.leaseUntil()) : "not running");
        out.line("rows " + status.rows() + ": " + states(status.states()));
        out.line("hold list " + status.holds());
        for (JobStatus.Account account : status.accounts()) {
            out.line("account " + account.name() + " (" + account.provider() + ", " + account.where() + "): "
                    + states(account.states())
                    + (account.paused() == null
                            ? ""
                            : "; paused since " + time(account.pausedAt()) + ": " + words(account.paused())));
        }
        JobStatus.Sealed receipts = status.receipts();
        out.line("receipts " + receipts.events() + " sealed, " + receipts.unsealed() + " not yet"
                + (receipts.isFinal() ? ", finally sealed" : "")
                + (receipts.lastSeal() == null ? "" : ", last seal " + receipts.lastSeal()));
    }

    private static String states(Map<TargetState, Long> states) {
        return states.isEmpty()
                ? "none"
                : states.entrySet().stream()
                        .map(state -> words(state.getKey().name()) + " " + state.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String time(@Nullable Instant at) {
        return Times.text(at, context().clock().getZone());
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static JsonObject summaryJson(JobStatus job) {
        boolean planned = job.plannedAt() != null;
        return new JsonObject()
                .with("job", job.name())
                .with("state", job.state())
                .with("planned", planned ? job.planned() : null)
                .with("done", planned ? job.done() : null)
                .with("left", planned ? job.planned() - job.done() : null);
    }

    private static JsonObject json(JobStatus status) {
        return new JsonObject()
                .with("job", status.name())
                .with("ledger", status.ledger())
                .with("state", status.state())
                .with("createdAt", status.createdAt())
                .with("plannedAt", status.plannedAt())
                .with("dueAt", status.dueAt())
                .with("digest", status.digest())
                .with("fromJob", status.fromJob())
                .with("leaseUntil", status.leaseUntil())
                .with("rows", status.rows())
                .with("holds", status.holds())
                .with("states", status.states())
                .with(
                        "accounts",
                        status.accounts().stream().map(StatusCommand::json).toList())
                .with("seals", status.receipts().seals())
                .with("sealed", status.receipts().events())
                .with("unsealed", status.receipts().unsealed())
                .with("lastSeal", status.receipts().lastSeal())
                .with("finallySealed", status.receipts().isFinal());
    }

    private static JsonObject json(JobStatus.Account account) {
        return new JsonObject()
                .with("account", account.name())
                .with("provider", account.provider())
                .with("place", account.place())
                .with("library", account.library())
                .with("paused", account.paused())
                .with("states", account.states());
    }
}
