package io.efface.cli.command;

import io.efface.FaceException;
import io.efface.cli.option.AbsolutePaths;
import io.efface.cli.option.ConfigOption;
import io.efface.cli.option.JsonOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.output.Output;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Crash;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on a job. With {@code --json}, the last line of standard output is the result of the command. */
public abstract class JobCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets spec
    JobCommand(CliContext context) {
        this.context = context;
    }

    /** Runs the command and returns its result. */
    abstract CommandResult execute() throws Exception;

    /** Returns the command line that continues after a failure of the ledger, or null if the command sends no requests. */
    @Nullable String resume() {
        return null;
    }

    /** Returns the arguments of the command line that continues the job. The default returns them unchanged. */
    List<String> resumeArguments(List<String> arguments) {
        return arguments;
    }

    /** Returns messages about the command line that {@link #resumeCommand} returned last. The default returns none. */
    List<Message> resumeNotes() {
        return List.of();
    }

    private void printResume(CommandResult result) {
        if (result.resume() != null) {
            context.printMessage(Message.of("To continue with the remaining work:"));
            context.printMessage(Message.verbatim("  " + result.resume()));
            resumeNotes().forEach(context::printMessage);
            List<String> variables = ConfigOption.variables(context);
            if (!variables.isEmpty()) {
                context.printMessage(
                        Message.of("This run used the variables {0}; the command needs the same values.", variables));
            }
        }
    }

    final CliContext context() {
        return context;
    }

    final boolean isJson() {
        return json.isJson();
    }

    final Output out() {
        return new Output(context);
    }

    /** Called at the end, after the last output, with the exit status of the command. The default does nothing. */
    void ended(ExitStatus status) {}

    @Override
    public final Integer call() throws Exception {
        ExitStatus status = ExitStatus.OTHER;
        try {
            CommandResult result;
            try {
                result = execute();
            } catch (UsageException e) {
                printResult(CommandResult.of(ExitStatus.USAGE, e));
                status = ExitStatus.USAGE;
                throw e;
            } catch (ErasureException e) {
                CommandResult failed = CommandResult.of(ExitStatus.of(e), e);
                result = e.reason() == ErasureException.Reason.LEDGER_FAILED ? failed.withResume(resume()) : failed;
                context.printMessage(Message.of("{0}: {1}", spec.qualifiedName(), LibraryTexts.of(e)));
                printResume(result);
                printResult(result);
                status = result.status();
                return status.code();
            } catch (FaceException e) {
                printResult(CommandResult.of(ExitStatus.of(e), e));
                status = ExitStatus.of(e);
                throw e;
            } catch (Output.OutputException e) {
                throw e;
            } catch (RuntimeException e) {
                printResult(CommandResult.of(ExitStatus.OTHER, Message.of("internal error: {0}", Crash.describe(e))));
                throw e;
            }
            if (result.status() != ExitStatus.DONE) {
                context.printMessage(Message.of("{0}: {1}", spec.qualifiedName(), result.reason()));
            }
            printResume(result);
            printResult(result);
            status = result.status();
            return status.code();
        } finally {
            ended(status);
        }
    }

    /**
     * Ends a command that cannot begin, because its command line is wrong.
     *
     * @param isJson whether the command line contains {@code --json}. The parser may have failed before it read this option
     */
    public final void reject(Message reason, boolean isJson) {
        ExitStatus status = ExitStatus.OTHER;
        try {
            printResult(CommandResult.of(ExitStatus.USAGE, reason), isJson);
            status = ExitStatus.USAGE;
        } finally {
            ended(status);
        }
    }

    private void printResult(CommandResult result) {
        printResult(result, isJson());
    }

    private void printResult(CommandResult result, boolean isJson) {
        if (isJson) {
            out().line(JsonLine.of(result.addTo(lastLine())));
        }
    }

    /** Returns the object to which {@code --json} adds the result of the command. By default, the object is empty. */
    JsonObject lastLine() {
        return new JsonObject();
    }

    /**
     * Returns the command line of this command, with more options at its end. A POSIX shell can run the line in any folder if the
     * environment variables are the same.
     */
    final String resumeCommand(String... more) {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        List<String> absolute = new ArrayList<>(resumeArguments(AbsolutePaths.inArguments(arguments)));
        absolute.addAll(ConfigOption.defaultFileOption(arguments, context));
        return FollowUp.line(
                context, Stream.concat(absolute.stream(), Stream.of(more)).toList());
    }

    /** Builds the command lines that this command suggests. */
    final FollowUp followUp() {
        return new FollowUp(context, spec.root().commandLine().getParseResult().originalArgs());
    }
}
