package io.efface.cli;

import io.efface.cli.output.HelpLayout;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows the help of a command or of a subcommand, such as {@code efface help hold add}.
 *
 * <p>The class {@code HelpCommand} of picocli cannot be used. For {@code help hold add}, it shows the help of {@code hold}. It also prints
 * an unknown argument, which may be an id.
 */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        header = "Show the help of a command.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {"  efface help run", "  efface help hold add"})
final class HelpCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Name of the command.")
    private final List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        CommandSpec helpCommand = Objects.requireNonNull(spec, "set by the parser");
        CommandLine command = helpCommand.parent().commandLine();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UsageException(
                        Message.of("there is no such command"),
                        Message.concat(
                                UsageErrors.suggestion(command, List.of(name)), UsageErrors.helpReference(command)));
            }
            command = next;
        }
        PrintWriter out = helpCommand.commandLine().getOut();
        command.usage(out);
        out.flush();
        return ExitStatus.DONE.code();
    }
}
