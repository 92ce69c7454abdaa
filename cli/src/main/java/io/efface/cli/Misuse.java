package io.efface.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, told without repeating an argument: it may be an id or, by mistake, a secret. */
final class Misuse {
    private static final String ECHO = " but found ";

    private Misuse() {}

    /** Returns the problem in one line; an argument is named by its position among all of them. */
    static String described(ParameterException problem, List<String> arguments) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return isCommand(unmatched)
                    ? "there is no such command"
                    : unmatched.isUnknownOption()
                            ? "an option is unknown" + place(unmatched, arguments)
                            : "there are more arguments than the command takes" + place(unmatched, arguments);
        }
        String message =
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("wrong usage");
        int echo = message.indexOf(ECHO);
        return problem instanceof MissingParameterException && echo >= 0 ? message.substring(0, echo) : message;
    }

    /** Returns what may have been meant, or null. */
    static @Nullable String hint(ParameterException problem, List<String> arguments) {
        CommandLine command = problem.getCommandLine();
        String help = "see " + command.getCommandSpec().qualifiedName() + " --help";
        StringBuilder hint = new StringBuilder();
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            hint.append("did you mean ")
                    .append(unmatched.getSuggestions().get(0))
                    .append("? ");
        }
        if (hasUnknownOption(command, arguments)) {
            hint.append("an id that begins with a dash goes after --; ");
        }
        return hint.length() == 0 ? null : hint + help;
    }

    private static boolean hasUnknownOption(CommandLine command, List<String> arguments) {
        return arguments.stream()
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.startsWith("-") && argument.length() > 1)
                .map(argument -> argument.split("=", 2)[0])
                .anyMatch(name -> !command.getCommandSpec().optionsMap().containsKey(name));
    }

    private static boolean isCommand(UnmatchedArgumentException problem) {
        return !problem.isUnknownOption()
                && !problem.getCommandLine().getSubcommands().isEmpty();
    }

    private static String place(UnmatchedArgumentException problem, List<String> arguments) {
        int at = arguments.indexOf(problem.getUnmatched().get(0));
        return at < 0 ? "" : " (argument " + (at + 1) + ")";
    }
}
