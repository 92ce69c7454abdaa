package io.efface.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/** The values of options that accept only certain values, for messages and for completion. */
final class OptionValues {
    private OptionValues() {}

    /**
     * Returns the constants that an option accepts, in the spelling of its help. Returns an empty list if the option also accepts other
     * values.
     */
    static List<String> all(ArgSpec argument) {
        Class<?> type = argument.typeInfo().isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        if (!type.isEnum()) {
            return List.of();
        }
        String help = String.join(" ", argument.description());
        return Arrays.stream(type.getEnumConstants())
                .map(Object::toString)
                .map(name -> help.contains(name) ? name : name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Returns the values that completion offers for an option. If the option also accepts other values, completion offers only its named
     * values.
     */
    static List<String> offered(ArgSpec argument) {
        List<String> all = all(argument);
        String label = argument.paramLabel();
        if (!all.isEmpty()) {
            return all;
        }
        if (argument.completionCandidates() != null) {
            return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .toList();
        }
        // A label in lower case, such as "all", is the only value that the option accepts.
        return label.equals(label.toLowerCase(Locale.ROOT)) && !label.contains(":") ? List.of(label) : List.of();
    }
}
