package io.efface.cli.output;

import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * The result of a command that works on a job.
 *
 * @param status the exit status
 * @param reason the reason for the status, in one line without ids. JSON contains it in English
 * @param resume the command line that continues the job, or null if nothing is left
 */
public record CommandResult(
        ExitStatus status, Message reason, @Nullable String resume) {
    public static CommandResult done() {
        return new CommandResult(ExitStatus.DONE, Message.of("done"), null);
    }

    public static CommandResult of(ExitStatus status, Message reason) {
        return new CommandResult(status, reason, null);
    }

    /** Returns the result of a command that threw an exception. */
    public static CommandResult of(ExitStatus status, RuntimeException failure) {
        return of(
                status,
                failure instanceof UsageException usage
                        ? usage.text()
                        : Message.verbatim(String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("")));
    }

    /** Returns a copy with another {@link #resume}. */
    public CommandResult withResume(@Nullable String command) {
        return new CommandResult(status, reason, command);
    }

    /** Adds the result to a JSON object, which becomes the last line of standard output with {@code --json}. */
    public JsonObject addTo(JsonObject object) {
        return object.with("exit", status.code())
                .with("reason", reason.toString())
                .with("resume", resume);
    }
}
