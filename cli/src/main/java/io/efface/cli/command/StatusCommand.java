package io.efface.cli.command;

import io.efface.cli.option.ConfigOption;
import io.efface.cli.option.LedgerOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.output.Output;
import io.efface.cli.output.RunResult;
import io.efface.cli.output.Times;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.JobStatus;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.TargetState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        LedgerAddress address = ledger.existing(config, context());
        if (job == null) {
            list(JobStatus.all(address));
            if (!isJson()) {
                writeWorkers(JobStatus.workers(address));
            }
            return CommandResult.done();
        }
        List<JobStatus.Worker> workers = JobStatus.workers(address);
        JobStatus status = JobStatus.read(address, job);
        if (isJson()) {
            out().line(JsonLine.of(json(status, workers)));
        } else {
            write(status);
            writeWorkers(workers);
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
            out.line(Message.of("the ledger has no job"));
        }
        for (JobStatus job : jobs) {
            out.line(Message.of(
                    "job {0}, {1}{2}{3}",
                    job.name(),
                    Message.words(job.state()),
                    job.detached().map(run -> Message.of(", {0}", state(run))).orElse(Message.EMPTY),
                    job.plannedAt() == null
                            ? Message.EMPTY
                            : Message.of(
                                    ": planned {0}, done {1}, left {2}",
                                    job.planned(), job.done(), (job.planned() - job.done()))));
        }
    }

    private void write(JobStatus status) {
        Output out = out();
        out.line(Message.of(
                "job {0}, {1}{2}",
                status.name(),
                Message.words(status.state()),
                status.fromJob() == null ? Message.EMPTY : Message.of(", from job {0}", status.fromJob())));
        out.line(Message.of("digest {0}", status.digest() == null ? "-" : status.digest()));
        out.line(Message.of("planned at {0}, due {1}", time(status.plannedAt()), time(status.dueAt())));
        status.detached().ifPresent(run -> out.line(detached(run)));
        if (status.detached().isEmpty()) {
            out.line(status.leaseUntil()
                    .filter(until -> until.isAfter(context().clock().instant()))
                    .map(until -> Message.of("running; its lease ends at {0}", time(until)))
                    .orElse(Message.of("not running")));
        }
        out.line(Message.of("rows {0}: {1}", status.rows(), states(status.states())));
        out.line(Message.of("hold list {0}", status.holds()));
        for (JobStatus.Account account : status.accounts()) {
            out.line(Message.of(
                    "account {0} ({1}, {2}): {3}{4}{5}",
                    account.name(),
                    account.provider(),
                    LibraryTexts.where(account.place(), account.library()),
                    states(account.states()),
                    account.paused() == null
                            ? Message.EMPTY
                            : Message.of(
                                    "; paused since {0}: {1}{2}",
                                    time(account.pausedAt()),
                                    reason(account.paused()),
                                    account.pausedUntil() == null
                                            ? Message.EMPTY
                                            : Message.of(", tried again at {0}", time(account.pausedUntil()))),
                    work(status, account)));
            if (status.detached()
                    .filter(run -> run.manyAbsent().contains(account.name()))
                    .isPresent()) {
                out.line(RunResult.manyAbsent(account.label()));
            }
        }
        status.databaseReplacedAt()
                .ifPresent(at -> out.line(Message.of(
                        "the job continued in a copy of its database at {0}; attempts that the copy does not know may have deleted"
                                + " targets",
                        time(at))));
        JobStatus.Sealed receipts = status.receipts();
        out.line(Message.of(
                "receipts {0} sealed, {1} not yet{2}{3}",
                receipts.events(),
                receipts.unsealed(),
                receipts.isFinal() ? Message.of(", finally sealed") : Message.EMPTY,
                receipts.lastSeal() == null ? Message.EMPTY : Message.of(", last seal {0}", receipts.lastSeal())));
    }

    private static Message state(JobStatus.Detached run) {
        return switch (run.state()) {
            case OPEN -> Message.of("detached run: open for workers");
            case STOPPED -> Message.of("detached run: stopped");
            case FINISHED -> Message.of("detached run: finished");
        };
    }

    private Message detached(JobStatus.Detached run) {
        Message state = state(run);
        Instant now = context().clock().instant();
        return run.window()
                .filter(window -> run.state() == JobStatus.DetachedState.OPEN)
                .map(window -> window.contains(now)
                        ? Message.of("{0}, in the window {1}", state, window)
                        : Message.of(
                                "{0}, waits for the window {1}, which begins at {2}",
                                state, window, time(window.nextBegin(now))))
                .orElse(state);
    }

    /** Returns who works on an account of a detached run. */
    private Message work(JobStatus status, JobStatus.Account account) {
        if (status.detached().isEmpty()) {
            return Message.EMPTY;
        }
        if (account.end() != null) {
            return Message.of("; ended: {0}", Message.words(account.end()));
        }
        return account.worker() == null
                ? Message.of("; no worker now")
                : Message.of("; worker {0} until {1}", account.worker(), time(account.leaseUntil()));
    }

    private void writeWorkers(List<JobStatus.Worker> workers) {
        for (JobStatus.Worker worker : workers) {
            String beat = time(worker.heartbeatAt());
            out().line(
                            worker.isAlive()
                                    ? Message.of(
                                            "worker {0}: last heartbeat {1}, at most {2} accounts",
                                            worker.name(), beat, worker.accountRuns())
                                    : Message.of(
                                            "worker {0}: no heartbeat after {1}; other workers continue the accounts that it held",
                                            worker.name(), beat));
        }
    }

    private static Object states(Map<TargetState, Long> states) {
        return states.isEmpty()
                ? Message.of("none")
                : states.entrySet().stream()
                        .map(state -> Message.of("{0} {1}", Message.words(state.getKey()), state.getValue()))
                        .toList();
    }

    private String time(@Nullable Instant at) {
        return Times.text(at, context().clock().getZone());
    }

    /** Returns the reason for a pause: why the account run ended, or the kind of the error. */
    private static Message reason(String paused) {
        return Arrays.stream(AccountEnd.values())
                .filter(end -> end.name().equals(paused))
                .findFirst()
                .map(Message::words)
                .orElseGet(() -> Message.known(paused));
    }

    private static JsonObject summaryJson(JobStatus job) {
        boolean planned = job.plannedAt() != null;
        return new JsonObject()
                .with("job", job.name())
                .with("state", job.state())
                .with("detached", job.detached().map(JobStatus.Detached::state).orElse(null))
                .with("planned", planned ? job.planned() : null)
                .with("done", planned ? job.done() : null)
                .with("left", planned ? job.planned() - job.done() : null);
    }

    private static JsonObject json(JobStatus status, List<JobStatus.Worker> workers) {
        return new JsonObject()
                .with("job", status.name())
                .with("ledger", status.ledger())
                .with("state", status.state())
                .with("createdAt", status.createdAt())
                .with("plannedAt", status.plannedAt())
                .with("dueAt", status.dueAt())
                .with("digest", status.digest())
                .with("fromJob", status.fromJob())
                .with("leaseUntil", status.leaseUntil().orElse(null))
                .with("detached", status.detached().map(StatusCommand::json).orElse(null))
                .with("rows", status.rows())
                .with("holds", status.holds())
                .with("states", status.states())
                .with(
                        "accounts",
                        status.accounts().stream().map(StatusCommand::json).toList())
                .with("workers", workers.stream().map(StatusCommand::json).toList())
                .withPresent("databaseReplacedAt", status.databaseReplacedAt().orElse(null))
                .with("seals", status.receipts().seals())
                .with("sealed", status.receipts().events())
                .with("unsealed", status.receipts().unsealed())
                .with("lastSeal", status.receipts().lastSeal())
                .with("finallySealed", status.receipts().isFinal());
    }

    private static JsonObject json(JobStatus.Detached run) {
        return new JsonObject()
                .with("state", run.state())
                .with("window", run.window().map(Object::toString).orElse(null))
                .with("manyAbsent", run.manyAbsent());
    }

    private static JsonObject json(JobStatus.Worker worker) {
        return new JsonObject()
                .with("worker", worker.name())
                .with("startedAt", worker.startedAt())
                .with("heartbeatAt", worker.heartbeatAt())
                .with("accountRuns", worker.accountRuns())
                .with("alive", worker.isAlive());
    }

    private static JsonObject json(JobStatus.Account account) {
        return new JsonObject()
                .with("account", account.name())
                .with("provider", account.provider())
                .with("place", account.place())
                .with("library", account.library())
                .with("paused", account.paused())
                .with("pausedUntil", account.pausedUntil())
                .with("end", account.end())
                .with("worker", account.worker())
                .with("leaseUntil", account.leaseUntil())
                .with("states", account.states());
    }
}
