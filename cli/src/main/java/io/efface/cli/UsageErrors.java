package io.efface.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Describes errors of a command line. A description names the place and the allowed values. It never repeats an argument, which may be an
 * id or a secret. The messages of the parser quote arguments, so they are not printed.
 */
final class UsageErrors {
    /** Messages of the parser that begin with these words contain only names of options and parameters. */
    private static final String MISSING = "Missing required ";

    private UsageErrors() {}

    /** Describes the problem in one line. An argument is named by its option or by its position in the command line. */
    static String describe(ParameterException problem, List<String> arguments) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return isCommand(unmatched)
                    ? "there is no such command"
                    : unmatched.isUnknownOption()
                            ? "an option is unknown"
                                    + place(unmatched.getUnmatched().get(0), arguments)
                            : "there are more arguments than the command takes"
                                    + place(unmatched.getUnmatched().get(0), arguments);
        }
        String parserMessage =
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        if (parserMessage.startsWith(MISSING)) {
            return parserMessage;
        }
        ArgSpec argument = argument(problem);
        if (argument == null) {
            return "the arguments cannot be parsed" + place(problem.getValue(), arguments);
        }
        if (problem instanceof OverwrittenOptionException) {
            return name(argument) + " is given more than once";
        }
        if (problem instanceof MissingParameterException) {
            return name(argument) + " requires a value: " + argument.paramLabel();
        }
        return "the value of " + name(argument) + " cannot be used: " + allowed(argument, problem);
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

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? "option '" + option.longestName() + "'" : argument.paramLabel();
    }

    private static String allowed(ArgSpec argument, ParameterException problem) {
        Class<?> type = argument.type();
        if (argument.converters().length > 0) {
            return converterMessage(argument, problem);
        }
        if (type.isEnum()) {
            return "allowed values are "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "the option takes no value";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "it must be a whole number";
        }
        return expectedForm(argument);
    }

    /** Returns the message of a converter of this command. The messages of these converters never repeat the value. */
    private static String converterMessage(ArgSpec argument, ParameterException problem) {
        String message = String.valueOf(problem.getMessage());
        int begin = message.indexOf(": ");
        return begin < 0 ? expectedForm(argument) : message.substring(begin + 2);
    }

    private static String expectedForm(ArgSpec argument) {
        return "the form is " + argument.paramLabel()
                + (argument.splitRegex().isEmpty() ? "" : ", or several values separated by commas");
    }

    /** Returns advice on how to correct the command line, or null. */
    static @Nullable String hint(ParameterException problem, List<String> arguments) {
        CommandLine command = problem.getCommandLine();
        StringBuilder hint = new StringBuilder();
        List<String> unknown = unknownOptions(command, arguments);
        hint.append(
                problem instanceof UnmatchedArgumentException unmatched
                        ? suggestion(command, unmatched.getUnmatched())
                        : suggestion(command, unknown));
        if (!unknown.isEmpty()
                && !command.getCommandSpec().positionalParameters().isEmpty()) {
            hint.append("write -- before an id that begins with a dash; ");
        }
        return hint.length() == 0 ? null : hint + helpReference(command);
    }

    /**
     * Returns the question {@code did you mean NAME?} and a space, with a name that is similar to the first unknown word. Returns an empty
     * text if no name is similar.
     */
    static String suggestion(CommandLine command, List<String> unknown) {
        List<String> suggestions =
                unknown.isEmpty() ? List.of() : new UnmatchedArgumentException(command, unknown).getSuggestions();
        return suggestions.isEmpty() ? "" : "did you mean " + suggestions.get(0) + "? ";
    }

    /** Returns a sentence that refers to the help of the command. */
    static String helpReference(CommandLine command) {
        return "see " + command.getCommandSpec().qualifiedName() + " --help";
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

    private static String place(@Nullable String argument, List<String> arguments) {
        int index = argument == null ? -1 : arguments.indexOf(argument);
        return index < 0 ? "" : " (argument " + (index + 1) + ")";
    }
}
