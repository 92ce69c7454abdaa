package io.efface.cli;

import io.efface.FaceException;
import io.efface.cli.command.DoctorCommand;
import io.efface.cli.command.FindPersonCommand;
import io.efface.cli.command.JobCommand;
import io.efface.cli.command.ProvidersCommand;
import io.efface.cli.command.ReceiptsVerifyCommand;
import io.efface.cli.command.ReportCommand;
import io.efface.cli.command.StatusCommand;
import io.efface.cli.option.ProviderPathOption;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.output.Output;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Crash;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Language;
import io.efface.cli.process.Message;
import io.efface.cli.process.ProcessArguments;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Parses and runs a command line. Failures never print a stack trace, and messages never repeat an argument. */
final class Cli {
    private final CliContext context;

    Cli(CliContext context) {
        this.context = context;
    }

    /**
     * Runs the command line of the process, and returns the exit code.
     *
     * @param decoded the arguments as Java decoded them
     * @param original the arguments as the user typed them
     */
    int run(String[] decoded, ProcessArguments original) {
        try {
            return run(original.restore(decoded));
        } catch (UsageException e) {
            return printUsageError("efface", e.text(), e.hint());
        }
    }

    /** Runs a command line and returns the exit code. */
    int run(String... arguments) {
        Language language = Language.chosenBy(List.of(arguments), context.language());
        if (language != context.language()) {
            return new Cli(context.withLanguage(language)).run(arguments);
        }
        Thread thread = Thread.currentThread();
        ClassLoader previousLoader = thread.getContextClassLoader();
        try {
            return commandLine(List.of(arguments)).execute(arguments);
        } finally {
            // A provider path applies to one command line only.
            thread.setContextClassLoader(previousLoader);
        }
    }

    CommandLine commandLine(List<String> arguments) {
        return new Commands(context)
                .root(text -> context.text(Message.known(text)))
                // An id may begin with @. The parser must not read such an id as the name of a file with arguments.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(
                        Language.class,
                        name -> Language.named(name)
                                .orElseThrow(() -> new TypeConversionException("no texts in this language")))
                .setOut(writer(context.out()))
                .setErr(writer(context.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((problem, ignored) -> reportUsageError(problem, arguments))
                .setExecutionStrategy(parsed -> {
                    loadProviders(parsed, arguments);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((failure, command, ignored) -> reportFailure(failure, command));
    }

    private static void loadProviders(ParseResult parsed, List<String> arguments) {
        try {
            ProviderPathOption.load(parsed);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UsageException problem
                    && e.getCommandLine().getCommand() instanceof JobCommand job) {
                job.reject(problem.text(), arguments.contains("--json"));
            }
            throw e;
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private int reportUsageError(ParameterException problem, List<String> arguments) {
        Message description = UsageErrors.describe(problem, arguments);
        CommandLine command = problem.getCommandLine();
        int code = printUsageError(nameOf(command), description, UsageErrors.hint(problem, arguments));
        if (command.getCommand() instanceof JobCommand job) {
            job.reject(description, arguments.contains("--json"));
        }
        return code;
    }

    private int reportFailure(Exception failure, CommandLine command) {
        if (failure instanceof UsageException problem) {
            return printUsageError(nameOf(command), problem.text(), problem.hint());
        }
        if (failure instanceof FaceException error) {
            context.printMessage(Message.of("{0}: {1}", nameOf(command), LibraryTexts.of(error)));
            return ExitStatus.of(error).code();
        }
        if (failure instanceof ErasureException error) {
            context.printMessage(Message.of("{0}: {1}", nameOf(command), LibraryTexts.of(error)));
            return ExitStatus.of(error).code();
        }
        if (failure instanceof Output.OutputException outputFailure) {
            Object commandObject = command.getCommand();
            if (!outputFailure.isPipeClosed() || !isReadOnly(commandObject)) {
                context.printMessage(Message.of(
                        "{0}: {1}",
                        nameOf(command),
                        commandObject instanceof JobCommand
                                ? outputFailure.jobMessage()
                                : outputFailure.callsMessage()));
            }
            return ExitStatus.OTHER.code();
        }
        context.printMessage(Message.of("efface: internal error: {0}", Crash.describe(failure)));
        return ExitStatus.OTHER.code();
    }

    /** Returns whether a command only reads. Such a command has not failed if the reader of its output closes the pipe early. */
    private static boolean isReadOnly(Object command) {
        return command instanceof ReportCommand
                || command instanceof StatusCommand
                || command instanceof ReceiptsVerifyCommand
                || command instanceof FindPersonCommand
                || command instanceof ProvidersCommand
                || command instanceof DoctorCommand;
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private int printUsageError(String name, Message message, @Nullable Message hint) {
        context.printMessage(Message.of("{0}: {1}", name, message));
        context.printMessage(hint != null ? Message.of("hint: {0}", hint) : Message.of("hint: {0} --help", name));
        return ExitStatus.USAGE.code();
    }
}
