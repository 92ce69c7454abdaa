package io.efface.cli.option;

import io.efface.cli.process.OptionPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the paths of a command line absolute, so that the command line works in any folder. */
public final class AbsolutePaths {
    private static final Set<String> PATHS = Set.of("--config", "--keys", "--seal-file");
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

    private static boolean isPathOption(String option) {
        return PATHS.contains(option) || option.equals(LEDGER);
    }

    private static String absolute(String option, String value) {
        boolean isLedger = option.equals(LEDGER) && value.startsWith(SQLITE);
        String path = isLedger ? value.substring(SQLITE.length()) : value;
        // The path is not normalized, because ".." after a symbolic link leads to another folder.
        return (isLedger ? SQLITE : "") + OptionPaths.path(option, path).toAbsolutePath();
    }
}
