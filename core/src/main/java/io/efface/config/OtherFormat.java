package io.efface.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognizes files in YAML, JSON, INI or TOML that were given as a properties file. The properties format would ignore or misread their
 * entries.
 */
final class OtherFormat {
    private static final Pattern YAML =
            Pattern.compile("(?m)^(---\\s*$|[ \\t]*efface(\\.accounts(\\.[a-z0-9-]+)?)?[ \\t]*:[ \\t]*([{#].*)?$)");

    /** YAML whose keys do not begin with {@code efface}. In a properties file, such a line could be a key of another application. */
    private static final Pattern BARE_YAML = Pattern.compile("(?m)^accounts[ \\t]*:[ \\t]*([{#].*)?$");

    private static final Pattern SECTION = Pattern.compile("(?m)^[ \\t]*\\[{1,2}[ \\t]*efface\\b[^\\r\\n=]*]");
    private static final Pattern OURS = Pattern.compile("(?m)^[ \\t]*efface\\.");

    private OtherFormat() {}

    /** Returns the problem of a file in another format, or empty if the file may be a properties file. */
    static Optional<String> of(Path file, String text) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean hasOurKeys = OURS.matcher(text).find();
        boolean isYaml = YAML.matcher(text).find()
                || (!hasOurKeys && BARE_YAML.matcher(text).find());
        boolean isJson = text.stripLeading().startsWith("{");
        boolean hasSections = SECTION.matcher(text).find();
        boolean hasOtherExtension = name.matches(".*\\.(yml|yaml|json|toml|ini)");
        if (!isYaml && !isJson && !hasSections && !(hasOtherExtension && !hasOurKeys)) {
            return Optional.empty();
        }
        String format = "YAML";
        if (isJson || name.endsWith(".json")) {
            format = "JSON";
        } else if (hasSections || name.endsWith(".toml") || name.endsWith(".ini")) {
            format = "INI or TOML";
        }
        return Optional.of("this is " + format
                + ", not a properties file; write one entry on each line, such as " + Keys.of("NAME", Keys.PROVIDER)
                + " = PROVIDER");
    }
}
