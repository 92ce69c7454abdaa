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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
                        + " 70 seconds. If workers may still have calls in progress then, the exit code is 6. Needs no"
                        + " keys and no accounts. A new 'efface run' continues the job.",
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
        try (Ledger open = Ledger.open(address)) {
            boolean wasOpen = open.stopDetached(job);
            return result(wasOpen, awaitCalls(open), alive(address));
        }
    }

    /** Waits until no living worker has a lease of the run, at most for {@link #LONGEST_WAIT}. Returns the leases that are left. */
    private Map<String, Instant> awaitCalls(Ledger open) throws InterruptedException {
        // Workers are read first: a worker that ends between the two reads has given its leases back.
        Set<String> alive = alive(open.address());
        Map<String, Instant> leases = open.detachedLeases(job);
        List<String> working = among(leases, alive);
        if (!working.isEmpty()) {
            context().printMessage(Message.of("The run is stopped. These workers finish their calls: {0}", working));
        }
        Instant latest = context().clock().instant().plus(LONGEST_WAIT);
        while (!working.isEmpty() && context().clock().instant().isBefore(latest)) {
            Thread.sleep(LOOK.toMillis());
            alive = alive(open.address());
            leases = open.detachedLeases(job);
            working = among(leases, alive);
        }
        return leases;
    }

    private CommandResult result(boolean wasOpen, Map<String, Instant> leases, Set<String> alive) {
        if (isJson()) {
            out().line(JsonLine.of(new JsonObject()
                    .with("job", job)
                    .with("stopped", wasOpen)
                    .with("workers", List.copyOf(leases.keySet()))));
        } else if (leases.isEmpty()) {
            out().line(
                            wasOpen
                                    ? Message.of("the detached run of the job {0} is stopped", job)
                                    : Message.of("no worker carries out a detached run of the job {0}", job));
        }
        List<String> dead =
                leases.keySet().stream().filter(name -> !alive.contains(name)).toList();
        if (!dead.isEmpty()) {
            context().printMessage(Message.of("note: {0} sent no heartbeat for 20 seconds", dead));
        }
        return leases.isEmpty()
                ? CommandResult.done()
                : CommandResult.of(
                        ExitStatus.REPEAT,
                        Message.of(
                                "the run is stopped, but workers may still have calls of the job in progress: {0}; the job"
                                        + " can be run and verified after that",
                                leases.entrySet().stream()
                                        .map(lease -> Message.of(
                                                "{0} until {1}",
                                                lease.getKey(),
                                                Times.text(
                                                        lease.getValue(),
                                                        context().clock().getZone())))
                                        .toList()));
    }

    private static List<String> among(Map<String, Instant> leases, Set<String> alive) {
        return leases.keySet().stream().filter(alive::contains).toList();
    }

    /** Returns the names of the workers that send heartbeats. */
    private static Set<String> alive(LedgerAddress address) {
        return JobStatus.workers(address).stream()
                .filter(JobStatus.Worker::isAlive)
                .map(JobStatus.Worker::name)
                .collect(Collectors.toSet());
    }
}
