package io.efface.cli.command;

import com.squareup.moshi.JsonWriter;
import io.efface.cli.option.LedgerLocation;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.Output;
import io.efface.cli.output.Times;
import io.efface.cli.process.CliContext;
import io.efface.erasure.JobStatus;
import io.efface.erasure.TargetState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where a job stands. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Show the progress of a job, or list all jobs.",
        description = "Works while the job runs, without keys and accounts.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = "  efface status --ledger sqlite:ledger/efface.db --job leavers")
public final class StatusCommand extends JobCommand {
    @Option(
            names = "--ledger",
            required = true,
            paramLabel = "sqlite:FILE",
            description = "Ledger file, on a local disk.")
    private String ledger = "";

    @Option(names = "--job", paramLabel = "NAME", description = "Name of the job (default: list all jobs).")
    private @Nullable String job;

    @Option(
            names = {"--config", "--keys"},
            hidden = true,
            description = "Not needed; taken so that it can be left in a command line.")
    @SuppressWarnings("UnusedVariable") // It is there to be given, and nothing reads it.
    private List<String> unneeded = new ArrayList<>();

    public StatusCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        Path file = LedgerLocation.existingFile(ledger);
        if (job == null) {
            list(JobStatus.all(file));
            return CommandResult.done();
        }
        JobStatus status = JobStatus.read(file, job);
        if (isJson()) {
            out().line(json(status));
        } else {
            write(status);
        }
        return CommandResult.done();
    }

    private void list(List<JobStatus> jobs) {
        Output out = out();
        if (isJson()) {
            jobs.forEach(job -> out.line(JsonLine.of(json -> {
                boolean planned = job.plannedAt() != null;
                json.name("job").value(job.name());
                json.name("state").value(job.state().name());
                json.name("planned").value(planned ? job.planned() : null);
                json.name("done").value(planned ? job.done() : null);
                json.name("left").value(planned ? job.planned() - job.done() : null);
            })));
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
        boolean taken = status.leaseUntil() != null
                && status.leaseUntil().isAfter(context().clock().instant());
        out.line(taken ? "running; its lease ends at " + time(status.leaseUntil()) : "not running");
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

    private static String json(JobStatus status) {
        return JsonLine.of(json -> {
            json.name("job").value(status.name());
            json.name("ledger").value(status.ledger());
            json.name("state").value(status.state().name());
            json.name("createdAt").value(status.createdAt().toString());
            json.name("plannedAt").value(utc(status.plannedAt()));
            json.name("dueAt").value(utc(status.dueAt()));
            json.name("digest").value(status.digest());
            json.name("fromJob").value(status.fromJob());
            json.name("leaseUntil").value(utc(status.leaseUntil()));
            json.name("rows").value(status.rows());
            json.name("holds").value(status.holds());
            json.name("states");
            states(json, status.states());
            json.name("accounts").beginArray();
            for (JobStatus.Account account : status.accounts()) {
                json.beginObject();
                json.name("account").value(account.name());
                json.name("provider").value(account.provider());
                json.name("place").value(account.place());
                json.name("library").value(account.library().orElse(null));
                json.name("paused").value(account.paused());
                json.name("states");
                states(json, account.states());
                json.endObject();
            }
            json.endArray();
            json.name("seals").value(status.receipts().seals());
            json.name("sealed").value(status.receipts().events());
            json.name("unsealed").value(status.receipts().unsealed());
            json.name("lastSeal").value(status.receipts().lastSeal());
            json.name("finallySealed").value(status.receipts().isFinal());
        });
    }

    private static @Nullable String utc(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static void states(JsonWriter json, Map<TargetState, Long> states) throws IOException {
        json.beginObject();
        for (Map.Entry<TargetState, Long> state : states.entrySet()) {
            json.name(state.getKey().name()).value(state.getValue());
        }
        json.endObject();
    }
}
