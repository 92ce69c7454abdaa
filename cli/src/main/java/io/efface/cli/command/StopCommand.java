package io.efface.cli.command;

import io.efface.cli.option.ConfigOption;
import io.efface.cli.option.LedgerOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.Times;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.erasure.JobStatus;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the detached run of a job. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        header = "Stop the detached run of a job.",
        description =
                "The workers begin no further call of the job. The command waits until their calls have ended, for at most"
                        + " 70 seconds. If workers still have calls in progress then, the exit code is 6. Needs no keys"
                        + " and no accounts. A new 'efface run' continues the job.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface stop --ledger postgresql://db.example.com/erasure --job leavers",
            "  efface stop --config efface.properties --job leavers --json"
        })
public final class StopCommand extends JobCommand {
    /** The default timeout of a call, and the time in which a worker notices the stop. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(70);

    private static final Duration LOOK = Duration.ofSeconds(1);

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    @Option(
            names = "--job",
            required = true,
            paramLabel = "NAME",
            description = "Name of the job: 1 to 40 characters of a-z, 0-9 and -.")
    private String job = "";

    public StopCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() throws InterruptedException {
        LedgerAddress address = ledger.existing(config, context());
        boolean wasOpen;
        try (Ledger open = Ledger.open(address)) {
            wasOpen = open.stopDetached(job);
        }
        List<JobStatus.Account> held = held(address);
        List<String> working = working(address, held);
        if (!working.isEmpty()) {
            context().printMessage(Message.of("The run is stopped. These workers finish their calls: {0}", working));
        }
        Instant latest = context().clock().instant().plus(LONGEST_WAIT);
        while (!working.isEmpty() && context().clock().instant().isBefore(latest)) {
            Thread.sleep(LOOK.toMillis());
            held = held(address);
            working = working(address, held);
        }
        if (isJson()) {
            out().line(JsonLine.of(
                    new JsonObject().with("job", job).with("stopped", wasOpen).with("workers", names(held))));
        } else if (working.isEmpty()) {
            out().line(
                            wasOpen
                                    ? Message.of("the detached run of the job {0} is stopped", job)
                                    : Message.of("no worker carries out a detached run of the job {0}", job));
        }
        if (working.isEmpty() && !held.isEmpty()) {
            context()
                    .printMessage(Message.of(
                            "note: {0} sent no heartbeat for 20 seconds; the job can be run and verified after {1}",
                            names(held), Times.text(end(held), context().clock().getZone())));
        }
        return working.isEmpty()
                ? CommandResult.done()
                : CommandResult.of(
                        ExitStatus.REPEAT, Message.of("workers may still finish calls of the job: {0}", working));
    }

    /** Returns the accounts of which a worker has the lease. */
    private List<JobStatus.Account> held(LedgerAddress address) {
        Instant now = context().clock().instant();
        JobStatus status = JobStatus.read(address, job);
        return status.detached().isEmpty()
                ? List.of()
                : status.accounts().stream()
                        .filter(account -> account.leaseUntil() != null
                                && account.leaseUntil().isAfter(now))
                        .toList();
    }

    /** Returns the workers of these accounts that are alive. */
    private static List<String> working(LedgerAddress address, List<JobStatus.Account> held) {
        Set<String> alive = JobStatus.workers(address).stream()
                .filter(JobStatus.Worker::isAlive)
                .map(JobStatus.Worker::name)
                .collect(Collectors.toSet());
        return names(held).stream().filter(alive::contains).toList();
    }

    private static List<String> names(List<JobStatus.Account> held) {
        return held.stream()
                .map(JobStatus.Account::worker)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static @Nullable Instant end(List<JobStatus.Account> held) {
        return held.stream()
                .map(JobStatus.Account::leaseUntil)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
