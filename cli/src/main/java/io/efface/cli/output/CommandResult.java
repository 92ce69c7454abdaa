package io.efface.cli.output;

import io.efface.cli.process.ExitStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a command that works on a job ends.
 *
 * @param status what the process ends with
 * @param reason why, in one line without any id
 * @param resume the whole command line that goes on with what is left, or null if nothing is
 */
public record CommandResult(
        ExitStatus status, String reason, @Nullable String resume) {
    public static CommandResult done() {
        return new CommandResult(ExitStatus.DONE, "done", null);
    }

    public static CommandResult of(ExitStatus status, String reason) {
        return new CommandResult(status, reason, null);
    }

    /** Returns how a command ends that threw this. */
    public static CommandResult of(ExitStatus status, RuntimeException failure) {
        return of(
                status, String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
    }

    /** Returns this with a command line that goes on, or null for none. */
    public CommandResult withResume(@Nullable String command) {
        return new CommandResult(status, reason, command);
    }

    /** Returns the last line of {@code --json}. */
    public String json() {
        return JsonLine.of(new JsonObject()
                .with("exit", status.code())
                .with("reason", reason)
                .with("resume", resume));
    }
}
