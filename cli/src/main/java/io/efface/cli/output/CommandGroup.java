package io.efface.cli.output;

import java.util.List;
import picocli.CommandLine;

/**
 * Commands that the help of the root command lists under one heading.
 *
 * @param heading the heading without a colon
 * @param commands the commands in the order in which the help lists them
 * @param examples command lines that begin with {@code efface}
 */
public record CommandGroup(String heading, List<CommandLine> commands, List<String> examples) {
    /** Copies the lists. */
    public CommandGroup {
        commands = List.copyOf(commands);
        examples = List.copyOf(examples);
    }
}
