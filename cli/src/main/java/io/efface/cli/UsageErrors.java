package io.efface.cli;

import io.efface.cli.process.Message;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Describes errors of a command line. A description names the place and the allowed values. A description never repeats an argument,
 * because any argument may be an id or a secret. The messages of the parser quote arguments, so they are not printed.
 */
final class UsageErrors {
    /** Messages of the parser that begin with these words contain only names of options and parameters. */
    private static final String MISSING = "Missing required ";

    /** If an option has no value, the parser's message begins with these words. */
    private static final String MISSING_VALUE = MISSING + "parameter for option ";

    private UsageErrors() {}

    /** Describes the problem in one line. An argument is named by its option or by its position in the command line. */
    static Message describe(ParameterException problem, List<String> arguments) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            if (isCommand(unmatched)) {
                return Message.of("there is no such command");
            }
            Message place = place(unmatched.getUnmatched().get(0), arguments);
            return unmatched.isUnknownOption()
                    ? Message.of("an option is unknown{0}", place)
                    : Message.of("there are more arguments than the command takes{0}", place);
        }
        String parserMessage =
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        if (parserMessage.startsWith(MISSING) && !parserMessage.startsWith(MISSING_VALUE)) {
            return missing(parserMessage);
        }
        ArgSpec argument = argument(problem);
        if (argument == null) {
            return Message.of("the arguments cannot be parsed{0}", place(problem.getValue(), arguments));
        }
        if (problem instanceof OverwrittenOptionException) {
            return Message.of("{0} is given more than once", name(argument));
        }
        if (problem instanceof MissingParameterException) {
            return Message.of("{0} requires a value: {1}", name(argument), argument.paramLabel());
        }
        return Message.of("the value of {0} cannot be used: {1}", name(argument), allowed(argument, problem));
    }

    /** Returns the message of the parser about missing options or parameters. */
    private static Message missing(String parserMessage) {
        int colon = parserMessage.indexOf(": ");
        return colon < 0
                ? Message.known(parserMessage)
                : Message.of(
                        "{0}: {1}",
                        Message.known(parserMessage.substring(0, colon)), parserMessage.substring(colon + 2));
    }

    private static @Nullable ArgSpec argument(ParameterException problem) {
        if (problem instanceof OverwrittenOptionException overwritten) {
            return overwritten.getOverwritten();
        }
        if (problem instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing.getMissing().get(0);
        }
        return problem.getArgSpec();
    }

    private static Message name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? Message.of("option '{0}'", option.longestName())
                : Message.verbatim(argument.paramLabel());
    }

    private static Message allowed(ArgSpec argument, ParameterException problem) {
        Class<?> type = argument.type();
        if (argument.converters().length > 0) {
            return converterMessage(argument, problem);
        }
        List<String> values = OptionValues.all(argument);
        if (!values.isEmpty()) {
            return Message.of("allowed values are {0}", values);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Message.of("the option takes no value");
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return Message.of("it must be a whole number");
        }
        return expectedForm(argument);
    }

    /** Returns the message of a converter of this command. The messages of these converters never repeat the value. */
    private static Message converterMessage(ArgSpec argument, ParameterException problem) {
        String message = String.valueOf(problem.getMessage());
        int begin = message.indexOf(": ");
        return begin < 0 ? expectedForm(argument) : Message.known(message.substring(begin + 2));
    }

    private static Message expectedForm(ArgSpec argument) {
        return argument.splitRegex().isEmpty()
                ? Message.of("the form is {0}", argument.paramLabel())
                : Message.of("the form is {0}, or several values separated by commas", argument.paramLabel());
    }

    /** Returns advice on how to correct the command line, or null. */
    static @Nullable Message hint(ParameterException problem, List<String> arguments) {
        CommandLine command = problem.getCommandLine();
        List<String> unknown = unknownOptions(command, arguments);
        Message suggestion = problem instanceof UnmatchedArgumentException unmatched
                ? suggestion(command, unmatched.getUnmatched())
                : suggestion(command, unknown);
        Message dash = Message.EMPTY;
        if (!unknown.isEmpty()
                && !command.getCommandSpec().positionalParameters().isEmpty()) {
            dash = Message.of("write -- before an id that begins with a dash; ");
        }
        return suggestion.isEmpty() && dash.isEmpty() ? null : Message.concat(suggestion, dash, helpReference(command));
    }

    /**
     * Returns the question {@code did you mean NAME?} and a space, with a name that is similar to the first unknown word. Returns an empty
     * text if no name is similar.
     */
    static Message suggestion(CommandLine command, List<String> unknown) {
        if (unknown.isEmpty()) {
            return Message.EMPTY;
        }
        String word = unknown.get(0);
        return new UnmatchedArgumentException(command, unknown)
                .getSuggestions().stream()
                        .filter(name -> distance(word, name) <= 1 + name.length() / 4)
                        .findFirst()
                        .map(name -> Message.of("did you mean {0}? ", name))
                        .orElse(Message.EMPTY);
    }

    /** Returns the number of characters that must be added, removed or replaced to make one word of the other. */
    private static int distance(String word, String name) {
        int[] distances = IntStream.rangeClosed(0, name.length()).toArray();
        for (int i = 0; i < word.length(); i++) {
            int diagonal = distances[0]++;
            for (int j = 0; j < name.length(); j++) {
                int replaced = diagonal + (word.charAt(i) == name.charAt(j) ? 0 : 1);
                diagonal = distances[j + 1];
                distances[j + 1] = Math.min(replaced, 1 + Math.min(distances[j], diagonal));
            }
        }
        return distances[name.length()];
    }

    /** Returns a sentence that refers to the help of the command. */
    static Message helpReference(CommandLine command) {
        return Message.of("see {0} --help", command.getCommandSpec().qualifiedName());
    }

    private static List<String> unknownOptions(CommandLine command, List<String> arguments) {
        return arguments.stream()
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.startsWith("-") && argument.length() > 1)
                .map(argument -> argument.split("=", 2)[0])
                .filter(name -> !command.getCommandSpec().optionsMap().containsKey(name))
                .toList();
    }

    private static boolean isCommand(UnmatchedArgumentException problem) {
        return !problem.isUnknownOption()
                && !problem.getCommandLine().getSubcommands().isEmpty();
    }

    private static Message place(@Nullable String argument, List<String> arguments) {
        int index = argument == null ? -1 : arguments.indexOf(argument);
        return index < 0 ? Message.EMPTY : Message.of(" (argument {0})", index + 1);
    }
}
