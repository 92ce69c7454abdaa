package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.PlanRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the command {@code plan}. */
public final class PlanOptions extends PlanListOptions {
    @Option(names = "--input", paramLabel = "FILE", description = "List of people; '-' reads standard input.")
    private @Nullable String input;

    @Option(
            names = "--probe",
            paramLabel = "N",
            description = "Read N random targets of each account and show how many exist.")
    private int probe;

    @Option(names = "--replace", description = "Replace the job of this name, if no request was sent for it.")
    private boolean replace;

    @Option(
            names = "--from-job",
            paramLabel = "NAME",
            description =
                    "Plan the people whom an earlier job erased, and who are present again, for example because the"
                            + " vendor restored a backup.")
    private @Nullable String fromJob;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = InstantOption.class,
            description = "With --from-job: plan only targets that became done at or after this time.")
    private @Nullable Instant since;

    /**
     * Starts the request for the plan.
     *
     * @throws UsageException if options cannot be combined, a required option is missing, or a file does not exist
     */
    public PlanRequest.Builder request(String job, CliContext context) {
        PlanRequest.Builder plan = start(job, context).probe(probe).replace(replace);
        return since == null ? plan : plan.since(since);
    }

    private PlanRequest.Builder start(String job, CliContext context) {
        if (fromJob != null) {
            if (input != null || givenFormat() != null) {
                throw new UsageException(Message.of(
                        "--from-job reads no list: leave out --input and the options for the format of a list"));
            }
            return complete(PlanRequest.fromJob(job, fromJob), context);
        }
        if (since != null) {
            throw new UsageException(Message.of("--since requires --from-job"));
        }
        if (input == null) {
            throw new UsageException(
                    Message.of("Missing required option: '--input=FILE'"), Message.of("or --from-job=NAME"));
        }
        return request(job, "--input", input, context);
    }
}
