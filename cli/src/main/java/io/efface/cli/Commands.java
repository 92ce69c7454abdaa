package io.efface.cli;

import io.efface.cli.command.DeleteFacesCommand;
import io.efface.cli.command.DeletePersonCommand;
import io.efface.cli.command.DoctorCommand;
import io.efface.cli.command.EraseCommand;
import io.efface.cli.command.FindPersonCommand;
import io.efface.cli.command.HoldChangeCommand;
import io.efface.cli.command.HoldCommand;
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
import io.efface.cli.command.StopCommand;
import io.efface.cli.command.VerifyCommand;
import io.efface.cli.command.WorkCommand;
import io.efface.cli.demo.DemoCommand;
import io.efface.cli.demo.EmulateCommand;
import io.efface.cli.output.CommandGroup;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.process.CliContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/** Creates the commands. Their groups are the headings in the help of the root command. */
final class Commands {
    private final CliContext context;

    Commands(CliContext context) {
        this.context = context;
    }

    /**
     * Returns the root command with all commands, and with the layout of their help pages.
     *
     * @param translation function that translates a text of the help pages from English
     */
    CommandLine root(UnaryOperator<String> translation) {
        CommandLine root = new CommandLine(new EffaceCommand());
        List<CommandGroup> groups = groups();
        groups.forEach(group -> group.commands().forEach(root::addSubcommand));
        setVersion(root);
        new HelpLayout(translation).apply(root, groups);
        return root;
    }

    private static void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Commands::setVersion);
    }

    /** Returns the groups in the order of the help. Within a group, the commands are in the order in which a user needs them. */
    List<CommandGroup> groups() {
        return List.of(onePerson(), lists(), workers(), evidence(), trial(), configuration());
    }

    private CommandGroup onePerson() {
        return group(
                "One person",
                List.of(
                        "efface find-person --config efface.properties --all-accounts 4711",
                        "efface delete-person --config efface.properties 4711"),
                new FindPersonCommand(context),
                new DeletePersonCommand(context),
                new DeleteFacesCommand(context));
    }

    private CommandGroup lists() {
        return group(
                "Lists of people",
                List.of(
                        "efface erase leavers.csv --ledger sqlite:ledger/efface.db --hold holds.txt",
                        "efface status --ledger sqlite:ledger/efface.db"),
                new EraseCommand(context),
                new PlanCommand(context),
                new RunCommand(context),
                new StatusCommand(context),
                nested(new HoldCommand(), new HoldChangeCommand.Add(context), new HoldChangeCommand.Remove(context)));
    }

    private CommandGroup workers() {
        return group(
                "Many machines",
                List.of(
                        "efface work --ledger postgresql://db.example.com/erasure",
                        "efface stop --ledger postgresql://db.example.com/erasure --job leavers"),
                new WorkCommand(context),
                new StopCommand(context));
    }

    private CommandGroup evidence() {
        return group(
                "Evidence",
                List.of(
                        "efface report --ledger sqlite:ledger/efface.db --job leavers --format html",
                        "efface receipts verify --ledger sqlite:ledger/efface.db --job leavers"),
                new VerifyCommand(context),
                new ReportCommand(context),
                nested(
                        new ReceiptsCommand(),
                        new ReceiptsVerifyCommand(context),
                        new ReceiptsExportCommand(context),
                        new ReceiptsRepairCommand(context)),
                nested(new KeysCommand(), new KeysInitCommand(context), new KeysDestroyCommand(context)),
                new ScrubCommand(context));
    }

    private CommandGroup trial() {
        return group(
                "Try it",
                List.of("efface demo", "efface emulate --seed seed.csv --write-config accounts.properties"),
                new DemoCommand(context, (context, words) -> new Cli(context).run(words)),
                new EmulateCommand(context));
    }

    private CommandGroup configuration() {
        return group(
                "Configuration and help",
                List.of("efface doctor --config efface.properties --ping", "efface help run"),
                new DoctorCommand(context),
                new ProvidersCommand(context),
                new HelpCommand());
    }

    private static CommandGroup group(String heading, List<String> examples, Object... commands) {
        return new CommandGroup(
                heading, Arrays.stream(commands).map(Commands::commandLine).toList(), examples);
    }

    private static CommandLine commandLine(Object command) {
        return command instanceof CommandLine nested ? nested : new CommandLine(command);
    }

    private static CommandLine nested(Object command, Object... subcommands) {
        CommandLine line = new CommandLine(command);
        for (Object each : subcommands) {
            line.addSubcommand(each);
        }
        return line;
    }
}
