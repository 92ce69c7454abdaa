package io.efface.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognizes a file that was given as properties and is YAML or JSON, of which properties would read nothing or half. */
final class OtherFormat {
    private static final Pattern YAML =
            Pattern.compile("(?m)^(---\\s*$|[ \\t]*efface(\\.accounts(\\.[a-z0-9-]+)?)?[ \\t]*:[ \\t]*(#.*)?$)");
    private static final Pattern OURS = Pattern.compile("(?m)^[ \\t]*efface\\.");

    private OtherFormat() {}

    /** Returns what is wrong with the file, or empty if it may be properties. */
    static Optional<String> of(Path file, String text) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean yaml = YAML.matcher(text).find();
        boolean json = text.stripLeading().startsWith("{");
        boolean otherName = name.endsWith(".yml") || name.endsWith(".yaml") || name.endsWith(".json");
        if (!yaml && !json && !(otherName && !OURS.matcher(text).find())) {
            return Optional.empty();
        }
        return Optional.of("this is " + (json || name.endsWith(".json") ? "JSON" : "YAML")
                + ", not a properties file; write one key = value a line, such as " + Keys.of("NAME", Keys.PROVIDER)
                + " = PROVIDER");
    }
}
