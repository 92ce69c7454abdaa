package io.efface.cli;

import io.efface.FaceException;
import io.efface.cli.command.DeleteFacesCommand;
import io.efface.cli.command.DeletePersonCommand;
import io.efface.cli.command.DoctorCommand;
import io.efface.cli.command.FindPersonCommand;
import io.efface.cli.command.HoldChangeCommand;
import io.efface.cli.command.HoldCommand;
import io.efface.cli.command.JobCommand;
import io.efface.cli.command.KeysCommand;
import io.efface.cli.command.KeysDestroyCommand;
import io.efface.cli.command.KeysInitCommand;
import io.efface.cli.command.PlanCommand;
import io.efface.cli.command.ProvidersCommand;
import io.efface.cli.command.ReceiptsCommand;
import io.efface.cli.command.ReceiptsExportCommand;
import io.efface.cli.command.ReceiptsRepairCommand;
import io.efface.cli.command.ReceiptsVerifyCommand;
import io.efface.cli.command.ReportCommand;
import io.efface.cli.command.RunCommand;
import io.efface.cli.command.ScrubCommand;
import io.efface.cli.command.StatusCommand;
import io.efface.cli.command.VerifyCommand;
import io.efface.cli.demo.DemoCommand;
import io.efface.cli.demo.EmulateCommand;
import io.efface.cli.output.CommandHelp;
import io.efface.cli.output.Ending;
import io.efface.cli.output.Output;
import io.efface.cli.process.Crash;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.ProcessArguments;
import io.efface.cli.process.Shell;
import io.efface.cli.process.UsageProblem;
import io.efface.erasure.ErasureException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs a command line against a shell. No failure shows a stack trace, and no message repeats an argument. */
final class Cli {
    private final Shell shell;

    Cli(Shell shell) {
        this.shell = shell;
    }

    /** Runs what the process was called with and returns the exit code. */
    int run(String[] decoded, ProcessArguments typed) {
        try {
            return run(typed.restored(decoded));
        } catch (UsageProblem e) {
            return usage("efface", String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** Runs and returns the exit code. */
    int run(String... arguments) {
        return commandLine(List.of(arguments)).execute(arguments);
    }

    CommandLine commandLine(List<String> arguments) {
        CommandLine line = new CommandLine(new EffaceCommand());
        List.of(
                        new DeletePersonCommand(shell),
                        new DeleteFacesCommand(shell),
                        new FindPersonCommand(shell),
                        new ProvidersCommand(shell),
                        new DoctorCommand(shell),
                        new EmulateCommand(shell),
                        new DemoCommand(shell, (context, words) -> new Cli(context).run(words)))
                .forEach(line::addSubcommand);
        jobs().forEach(line::addSubcommand);
        line.addSubcommand(new HelpCommand());
        version(line);
        CommandHelp.layOut(line);
        return line
                // An id may begin with @; it is not the name of a file with arguments.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(writer(shell.out()))
                .setErr(writer(shell.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((problem, ignored) -> misused(problem, arguments))
                .setExecutionExceptionHandler((failure, command, ignored) -> failed(failure, command));
    }

    /** Commands on jobs, in the order in which a job needs them. */
    private List<Object> jobs() {
        return List.of(
                new PlanCommand(shell),
                new RunCommand(shell),
                new VerifyCommand(shell),
                new StatusCommand(shell),
                new ReportCommand(shell),
                group(new HoldCommand(), new HoldChangeCommand.Add(shell), new HoldChangeCommand.Remove(shell)),
                group(
                        new ReceiptsCommand(),
                        new ReceiptsVerifyCommand(shell),
                        new ReceiptsExportCommand(shell),
                        new ReceiptsRepairCommand(shell)),
                group(new KeysCommand(), new KeysInitCommand(shell), new KeysDestroyCommand(shell)),
                new ScrubCommand(shell));
    }

    private static CommandLine group(Object command, Object... subcommands) {
        CommandLine group = new CommandLine(command);
        for (Object each : subcommands) {
            group.addSubcommand(each);
        }
        return group;
    }

    private static void version(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Cli::version);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private int misused(ParameterException problem, List<String> arguments) {
        String described = Misuse.described(problem, arguments);
        CommandLine command = problem.getCommandLine();
        int code = usage(nameOf(command), described, Misuse.hint(problem, arguments));
        if (command.getCommand() instanceof JobCommand) {
            JobCommand.ended(shell, arguments.contains("--json"), Ending.of(ExitStatus.USAGE, described));
        }
        return code;
    }

    private int failed(Exception failure, CommandLine command) {
        if (failure instanceof UsageProblem problem) {
            return usage(nameOf(command), String.valueOf(problem.getMessage()), problem.hint());
        }
        if (failure instanceof FaceException refused) {
            shell.say("efface: " + refused.getMessage());
            return ExitStatus.of(refused).code();
        }
        if (failure instanceof ErasureException refused) {
            shell.say(nameOf(command) + ": " + refused.getMessage());
            return ExitStatus.of(refused).code();
        }
        if (failure instanceof Output.OutputLost lost) {
            Object called = command.getCommand();
            if (!lost.isPipeClosed() || !isOnlyReading(called)) {
                shell.say(nameOf(command) + ": " + (called instanceof JobCommand ? lost.ofJob() : lost.getMessage()));
            }
            return ExitStatus.OTHER.code();
        }
        shell.say("efface: internal error: " + Crash.described(failure));
        return ExitStatus.OTHER.code();
    }

    /** Returns whether a command changes nothing, so that a reader who has enough of its output loses nothing. */
    private static boolean isOnlyReading(Object command) {
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

    private int usage(String name, String message, @Nullable String hint) {
        shell.say(name + ": " + message);
        shell.say(hint != null ? "hint: " + hint : "hint: " + name + " --help");
        return ExitStatus.USAGE.code();
    }
}
