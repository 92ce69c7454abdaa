package io.efface.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes two mistakes: a value that is a reference in another syntax, and a reference that another resolver has replaced wrongly. */
final class MisplacedReference {
    private static final Pattern SHELL = Pattern.compile("\\$([A-Z_][A-Z0-9_]*)|%([A-Z_][A-Z0-9_]*)%");
    private static final Pattern BARE = Pattern.compile("(env|file):\\S+");
    private static final Pattern BRACED =
            Pattern.compile("(?:(?i:env)[:.])?([A-Z_][A-Z0-9_]*)(:?-.*|:.*)?", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PATH = Pattern.compile("[./\\\\]");
    private static final Pattern SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");

    private MisplacedReference() {}

    /** Returns the problem of a value such as {@code $NAME} or {@code %NAME%}; empty for any other value. */
    static Optional<String> inShellSyntax(String value) {
        Matcher shell = SHELL.matcher(value.strip());
        if (!shell.matches()) {
            return Optional.empty();
        }
        String name = shell.group(1) != null ? shell.group(1) : shell.group(2);
        return Optional.of("the value has the syntax of a shell variable, which is not replaced; did you mean ${env:"
                + Keys.printable(name)
                + "}? If the text is meant literally, write it into a file and refer to the file with ${file:PATH}");
    }

    /** Returns a suggestion for the text between <code>${</code> and <code>}</code>, or an empty text. */
    static String suggestion(String reference) {
        Matcher braced = BRACED.matcher(reference);
        if (!braced.matches()) {
            return "";
        }
        String meant = "; did you mean ${env:" + Keys.printable(braced.group(1)) + "}?";
        return braced.group(2) == null ? meant : meant + " A reference has no default: set the variable";
    }

    /**
     * Returns the problem of a credential that is the name of a variable or the path of a file; empty for any other value. Such a value
     * remains if another resolver has read <code>${env:NAME}</code> as its own placeholder {@code env} with the default {@code NAME}.
     *
     * @param always true if two further forms of values are also problems: a name in capitals with underscores for which no variable
     *     exists, and a reference without its braces
     */
    static Optional<String> leftOver(String value, boolean always, Map<String, String> environment, Path folder) {
        boolean isVariable = VARIABLE.matcher(value).matches() && environment.containsKey(value);
        if (isVariable || (always && SNAKE.matcher(value).matches())) {
            return Optional.of("the value is the name of an environment variable; " + advice("env:NAME", "NAME"));
        }
        Matcher bare = BARE.matcher(value);
        if (always && bare.matches()) {
            return Optional.of("the value is a reference without its braces; write ${" + bare.group(1) + ":...}");
        }
        return isFile(value, folder)
                ? Optional.of("the value is the path of a file; " + advice("file:PATH", "PATH"))
                : Optional.empty();
    }

    /**
     * Returns the advice to write the reference, or to escape the reference for another resolver. Spring 6.2 documents the backslash
     * ("Placeholder escaping"). In Spring's placeholders a colon precedes the default value, so Spring reads {@code ${env:NAME}} as the
     * placeholder {@code env} with the default {@code NAME}.
     */
    private static String advice(String reference, String left) {
        return "write ${" + reference
                + "}. If the configuration already contains this reference, another resolver, such as Spring's or MicroProfile's, has"
                + " replaced the reference by " + left + ": escape the reference for that resolver as \\${" + reference
                + "}, or let that resolver insert the value";
    }

    private static boolean isFile(String value, Path folder) {
        if (!PATH.matcher(value).find()) {
            return false;
        }
        try {
            return Files.isRegularFile(folder.resolve(value));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
