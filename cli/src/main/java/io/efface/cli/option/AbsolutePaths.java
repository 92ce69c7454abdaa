package io.efface.cli.option;

import io.efface.cli.process.OptionPaths;
import io.efface.erasure.LedgerAddress;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes the paths of a command line absolute, so that the command line works in any folder. */
public final class AbsolutePaths {
    private static final Set<String> PATHS =
            Set.of("--config", "--keys", "--seal-file", "--hold", MetricsFileOption.NAME, ProviderPathOption.NAME);
    private static final String LEDGER = "--ledger";
    private static final String SQLITE = "sqlite:";

    private AbsolutePaths() {}

    /** Returns the arguments with absolute paths. The parser must have accepted the arguments. */
    public static List<String> inArguments(List<String> arguments) {
        List<String> absolute = new ArrayList<>();
        String option = "";
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (isPathOption(option)) {
                absolute.add(absolute(option, argument));
                option = "";
            } else if (equals > 0 && isPathOption(name)) {
                absolute.add(name + "=" + absolute(name, argument.substring(equals + 1)));
            } else {
                absolute.add(argument);
                option = argument;
            }
        }
        return absolute;
    }

    /**
     * Returns the arguments with the absolute path of an operand.
     *
     * @param operand the operand as it was given: a path, or {@code -} for standard input, which is kept
     */
    public static List<String> withOperand(List<String> arguments, String operand, CommandSpec command) {
        List<String> absolute = new ArrayList<>(arguments);
        // Searches from the end, because the name of the command comes first and may be the same as the operand.
        for (int i = absolute.size() - 1; i > 0; i--) {
            OptionSpec before = command.findOption(absolute.get(i - 1));
            boolean isValue = before != null && before.arity().min() > 0;
            if (!isValue && absolute.get(i).equals(operand)) {
                absolute.set(i, absolute("LIST", operand));
                return absolute;
            }
        }
        return absolute;
    }

    private static boolean isPathOption(String option) {
        return PATHS.contains(option) || option.equals(LEDGER);
    }

    private static String absolute(String option, String value) {
        boolean isDatabase = option.equals(LEDGER) && LedgerAddress.isDatabase(value);
        if (isDatabase || value.equals(Operands.STANDARD_INPUT)) {
            return value;
        }
        if (option.equals(ProviderPathOption.NAME)) {
            return Arrays.stream(value.split(File.pathSeparator, -1))
                    .map(element -> absolutePath(option, element))
                    .collect(Collectors.joining(File.pathSeparator));
        }
        boolean isLedger = option.equals(LEDGER) && value.startsWith(SQLITE);
        String path = isLedger ? value.substring(SQLITE.length()) : value;
        return (isLedger ? SQLITE : "") + absolutePath(option, path);
    }

    /**
     * Returns an absolute path. The path is not normalized, because after a symbolic link, ".." does not lead to the parent of the link.
     */
    private static String absolutePath(String option, String path) {
        return OptionPaths.path(option, path).toAbsolutePath().toString();
    }
}
