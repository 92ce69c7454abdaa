package io.efface.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * <p>The {@code AutoComplete} of picocli is no replacement. It offers no files for values of type {@code String}, no negated options, and
 * mixes up the values of two options if their labels are the same.
 */
final class CompletionScript {
    /** The labels of values that are files or folders. */
    private static final Set<String> FILE_LABELS = Set.of("FILE", "DIR", "PATH", "LIST");

    private static final String BEGIN = """
            # Completion of the efface command. For bash: . efface.bash
            _efface_completion() {
              local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}
              # In zsh, "options" and "words" have a meaning of their own.
              local command='' names='' values='' kind='' line='' index
              # The characters = and : are words of their own.
              case $word in
                =|:) word='' ;;
                *) case $option in =) option=${COMP_WORDS[COMP_CWORD-2]} ;; esac ;;
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
              case $kind$word in
                -*|file-*) values=$names ;;
              esac
              COMPREPLY=($(compgen -W "$values" -- "$word"))
              # With the kind "file" and without values, the shell offers files.
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

    private static String text(CommandLine root) {
        Map<String, CommandSpec> commands = new TreeMap<>();
        collect("", root, commands);
        String paths =
                commands.keySet().stream().filter(path -> !path.isEmpty()).collect(Collectors.joining("|"));
        return BEGIN.formatted(paths)
                + commands.entrySet().stream()
                        .map(command -> branch(command.getKey(), command.getValue()))
                        .collect(Collectors.joining())
                + END;
    }

    private static void collect(String path, CommandLine command, Map<String, CommandSpec> found) {
        found.put(path, command.getCommandSpec());
        command.getSubcommands().forEach((name, inner) -> collect(path + "/" + name, inner, found));
    }

    /** Returns the branch that sets the options of a command, and what can follow: subcommands, files or a value of an option. */
    private static String branch(String path, CommandSpec command) {
        StringBuilder text = new StringBuilder("    '" + path + "')\n");
        text.append("      names='")
                .append(String.join(" ", optionNames(command)))
                .append("'\n");
        Set<String> subcommands = isHelp(command)
                ? command.parent().subcommands().keySet()
                : command.subcommands().keySet();
        if (!subcommands.isEmpty()) {
            text.append("      values='").append(String.join(" ", subcommands)).append("'\n");
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

    private static boolean isHelp(CommandSpec command) {
        return command.userObject() instanceof HelpCommand;
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
        if (option.paramLabel().startsWith("sqlite:")) {
            return "kind=ledger values=sqlite:";
        }
        Class<?> type = option.typeInfo().isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
        return type.isEnum()
                ? "kind=value values='"
                        + Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" "))
                        + "'"
                : "kind=value";
    }

    private static boolean isFile(ArgSpec argument) {
        return FILE_LABELS.contains(argument.paramLabel());
    }
}
