package io.efface.cli;

import io.efface.cli.option.LedgerOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes the script with which bash and zsh complete commands, options and values. The build runs this class.
 *
 * <p>The class {@code AutoComplete} of picocli cannot be used. It offers no files for values of type {@code String} and no negated options,
 * and it confuses the values of two options that have the same label.
 */
final class CompletionScript {
    /** The labels of values that are files or folders. */
    private static final Set<String> FILE_LABELS = Set.of("FILE", "FILE.prom", "DIR", "PATH", "LIST");

    private static final String HELP = "/help";

    private static final String BEGIN = """
            # Completion of the efface command. For bash: . efface.bash
            _efface_completion() {
              local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}
              # In zsh, "options" and "words" are special variables, so this function uses other names.
              local command='' names='' values='' kind='' line='' before='' index file
              # In bash, the characters = and : are separate words.
              case $word in
                =|:) word='' ;;
                *) case $option in =) option=${COMP_WORDS[COMP_CWORD-2]} ;; esac ;;
              esac
              # In zsh, an option with = and its value are one word.
              case $word in
                --*=*) option=${word%%%%=*} before=${word%%%%=*}= word=${word#*=} ;;
              esac
              for ((index = 1; index < COMP_CWORD; index++)); do
                line="$line ${COMP_WORDS[index]}"
                case $command/${COMP_WORDS[index]} in
                  %s) command=$command/${COMP_WORDS[index]} ;;
                esac
              done
              case $command in
            """;

    private static final String END = """
              esac
              # After "sqlite:", a file follows.
              case "$line ${COMP_WORDS[COMP_CWORD]}" in
                *' sqlite :'|*" sqlite : $word") kind=file values='' ;;
              esac
              case $kind/$word in
                ledger/sqlite:*) kind=file values='' before=${before}sqlite: word=${word#sqlite:} ;;
                # Only the last value of a list is completed.
                list/*,*) before=$before${word%,*}, word=${word##*,} ;;
              esac
              case $kind$word in
                -*|file-*) values=$names ;;
              esac
              COMPREPLY=($(compgen -P "$before" -W "$values" -- "$word"))
              # With the kind "file" and without values, the shell offers files, unless the word begins with the option.
              case $kind$before in
                file?*)
                  for file in "$word"*; do
                    [ ! -e "$file" ] || COMPREPLY+=("$before$file")
                  done ;;
              esac
              case $kind in
                file) ;;
                ledger) compopt -o nospace 2>/dev/null ;;
                *) compopt +o default 2>/dev/null ;;
              esac
            }
            complete -o default -F _efface_completion efface
            """;

    private CompletionScript() {}

    /**
     * Writes the script.
     *
     * @param arguments the file to write; its folder is created
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text(new Cli(Main.context(System.out, System.err)).commandLine(List.of())));
    }

    /**
     * The words that can follow a command, or {@code help} and the name of a command.
     *
     * @param options the command whose options can follow
     * @param names the commands that can follow
     */
    private record Place(CommandSpec options, Set<String> names) {}

    private static String text(CommandLine root) {
        Map<String, Place> places = new TreeMap<>();
        collect("", root, places);
        CommandLine help = Objects.requireNonNull(root.getSubcommands().get("help"), "help");
        collectHelp(HELP, root, help.getCommandSpec(), places);
        String paths = places.keySet().stream().filter(path -> !path.isEmpty()).collect(Collectors.joining("|"));
        return BEGIN.formatted(paths)
                + places.entrySet().stream()
                        .map(place -> branch(place.getKey(), place.getValue()))
                        .collect(Collectors.joining())
                + END;
    }

    private static void collect(String path, CommandLine command, Map<String, Place> found) {
        found.put(
                path,
                new Place(command.getCommandSpec(), command.getSubcommands().keySet()));
        command.getSubcommands().forEach((name, inner) -> collect(path + "/" + name, inner, found));
    }

    /** Adds a place for the command {@code help}, and one for each command group as the argument of {@code help}. */
    private static void collectHelp(String path, CommandLine command, CommandSpec help, Map<String, Place> found) {
        found.put(path, new Place(help, command.getSubcommands().keySet()));
        command.getSubcommands().forEach((name, inner) -> {
            if (!inner.getSubcommands().isEmpty()) {
                collectHelp(path + "/" + name, inner, help, found);
            }
        });
    }

    /**
     * Returns the branch of the script for a place. It sets the options of the command, and what else can follow: subcommands, files or
     * values.
     */
    private static String branch(String path, Place place) {
        CommandSpec command = place.options();
        StringBuilder text = new StringBuilder("    '" + path + "')\n");
        text.append("      names='")
                .append(String.join(" ", optionNames(command)))
                .append("'\n");
        if (!place.names().isEmpty()) {
            text.append("      values='")
                    .append(String.join(" ", place.names()))
                    .append("'\n");
        } else if (command.positionalParameters().stream().anyMatch(CompletionScript::isFile)) {
            text.append("      kind=file\n");
        }
        text.append("      case $option in\n");
        for (OptionSpec option : command.options()) {
            if (option.arity().max() > 0) {
                text.append("        ")
                        .append(option.longestName())
                        .append(") ")
                        .append(value(option))
                        .append(" ;;\n");
            }
        }
        return text.append("      esac ;;\n").toString();
    }

    private static Set<String> optionNames(CommandSpec command) {
        return command.options().stream()
                .flatMap(option -> option.negatable()
                        ? Stream.of(option.longestName(), option.longestName().replaceFirst("^--", "--no-"))
                        : Stream.of(option.longestName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String value(OptionSpec option) {
        if (isFile(option)) {
            return "kind=file";
        }
        if (option.longestName().equals(LedgerOption.NAME)) {
            return "kind=ledger values=sqlite:";
        }
        List<String> values = OptionValues.offered(option);
        return (option.splitRegex().isEmpty() ? "kind=value" : "kind=list")
                + (values.isEmpty() ? "" : " values='" + String.join(" ", values) + "'");
    }

    private static boolean isFile(ArgSpec argument) {
        return FILE_LABELS.contains(argument.paramLabel());
    }
}
