package io.efface.cli.output;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The layout that all help pages share. */
public final class HelpLayout {
    /** The heading of a command's examples. */
    public static final String EXAMPLES = "%nExamples:%n";

    /** The width of a help page in characters. Usual terminals are at least this wide. */
    private static final int WIDTH = 80;

    /** The spaces before and after the name of a command. */
    private static final int GAP = 2;

    private final UnaryOperator<String> translation;

    /**
     * Creates a layout.
     *
     * @param translation function that translates a text of the help from English. It must return the lines of examples unchanged
     */
    public HelpLayout(UnaryOperator<String> translation) {
        this.translation = translation;
    }

    /**
     * Lays out the help of the root command and of all other commands, and translates it.
     *
     * @param root the root command
     * @param groups the commands of the root command in groups
     */
    public void apply(CommandLine root, List<CommandGroup> groups) {
        apply(root);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        root.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        help -> groups.stream().map(group -> text(help, group)).collect(Collectors.joining()));
    }

    private String text(Help help, CommandGroup group) {
        int nameWidth = help.subcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(nameWidth + 2 * GAP, GAP, Column.Overflow.SPAN),
                new Column(WIDTH - nameWidth - 2 * GAP, 0, Column.Overflow.WRAP));
        group.commands().forEach(command -> table.addRowValues(command.getCommandName(), header(command)));
        return String.format(
                        "%n%s%n%s  %s%n",
                        translation.apply(group.heading() + ":"), table, translation.apply("Examples:"))
                + group.examples().stream()
                        .map(example -> String.format("    %s%n", example))
                        .collect(Collectors.joining());
    }

    private static String header(CommandLine command) {
        return String.join(" ", command.getCommandSpec().usageMessage().header());
    }

    private void apply(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        usage.width(WIDTH);
        usage.requiredOptionMarker('*');
        usage.synopsisHeading(usage.header().length == 0 ? "Usage: " : "%nUsage: ");
        usage.customSynopsis(synopsis(spec));
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%n");
        usage.optionListHeading(required(spec).isEmpty() ? "%nOptions:%n" : "%nOptions (* required):%n");
        usage.commandListHeading("%nCommands:%n");
        new HelpTranslation(translation).apply(spec);
        command.getSubcommands().values().forEach(this::apply);
    }

    /** Returns a synopsis with the required options only, because all options would fill half a screen. */
    private static String synopsis(CommandSpec spec) {
        if (!spec.subcommands().isEmpty()) {
            return spec.qualifiedName() + " COMMAND";
        }
        Stream<String> options =
                required(spec).stream().map(option -> option.longestName() + "=" + option.paramLabel());
        Stream<String> parameters = spec.positionalParameters().stream().map(HelpLayout::parameter);
        return Stream.of(Stream.of(spec.qualifiedName(), "[OPTIONS]"), options, parameters)
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }

    private static List<OptionSpec> required(CommandSpec spec) {
        return spec.options().stream().filter(OptionSpec::required).toList();
    }

    private static String parameter(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.required() ? label : "[" + label + "]";
    }
}
