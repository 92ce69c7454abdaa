package io.efface.cli.command;

import io.efface.cli.option.AbsolutePaths;
import io.efface.cli.option.ConfigOption;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Invocation;
import io.efface.cli.process.WorkingFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Builds command lines that a message suggests after a command. A POSIX shell can run such a line in any folder. */
final class FollowUp {
    private final CliContext context;
    private final List<String> arguments;

    /**
     * Creates an instance.
     *
     * @param arguments the arguments of the present command, which the parser has accepted
     */
    FollowUp(CliContext context, List<String> arguments) {
        this.context = context;
        this.arguments = arguments;
    }

    /**
     * Returns the command line of another command.
     *
     * @param command the name of the command
     * @param options the options that the command takes over from the present command line, if they were given. Each has a value
     */
    String line(String command, List<String> options) {
        List<String> words = new ArrayList<>();
        words.add(command);
        List<String> absolute = AbsolutePaths.inArguments(arguments);
        for (int i = 0; i < absolute.size(); i++) {
            String word = absolute.get(i);
            if (options.contains(word) && i + 1 < absolute.size()) {
                words.add(word);
                words.add(absolute.get(++i));
            } else if (options.stream().anyMatch(option -> word.startsWith(option + "="))) {
                words.add(word);
            }
        }
        words.addAll(ConfigOption.defaultFileOption(arguments, context));
        return line(context, words);
    }

    /** Returns the command line with these words after the name of the command {@code efface}. */
    static String line(CliContext context, List<String> words) {
        Invocation java = Invocation.ofThisProcess(context.environment());
        String start = WorkingFolder.command(context.environment(), java.options()) + java.text();
        return words.stream().map(Invocation::quoted).collect(Collectors.joining(" ", start + " ", ""));
    }
}
