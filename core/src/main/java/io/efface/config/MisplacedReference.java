package io.efface.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes values that were meant as a reference in another syntax, or that another resolver has replaced already. */
final class MisplacedReference {
    private static final Pattern SHELL = Pattern.compile("\\$([A-Z_][A-Z0-9_]*)|%([A-Z_][A-Z0-9_]*)%");
    private static final Pattern BARE = Pattern.compile("(env|file):\\S+");
    private static final Pattern BRACED =
            Pattern.compile("(?:(?i:env)[:.])?([A-Z_][A-Z0-9_]*)(:?-.*|:.*)?", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PATH = Pattern.compile("[./\\\\]");
    private static final Pattern SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");

    private MisplacedReference() {}

    /** Returns what is wrong with a whole value such as {@code $NAME} or {@code %NAME%}; empty if it is another text. */
    static Optional<String> inShellSyntax(String value) {
        Matcher shell = SHELL.matcher(value.strip());
        if (!shell.matches()) {
            return Optional.empty();
        }
        String name = shell.group(1) != null ? shell.group(1) : shell.group(2);
        return Optional.of("no shell reads this value; did you mean ${env:" + Keys.shown(name)
                + "}? A text that looks like this can stand in a file, as ${file:PATH}");
    }

    /** Returns a suggestion for what stands between <code>${</code> and <code>}</code>, or nothing. */
    static String suggestion(String reference) {
        Matcher braced = BRACED.matcher(reference);
        if (!braced.matches()) {
            return "";
        }
        String meant = "; did you mean ${env:" + Keys.shown(braced.group(1)) + "}?";
        return braced.group(2) == null ? meant : meant + " A reference has no default: set the variable";
    }

    /**
     * Returns what is wrong with a credential that is the name of a variable or the path of a file: another resolver has read
     * <code>${env:NAME}</code> as its own placeholder {@code env} with the default {@code NAME}.
     *
     * @param always whether a name in capitals with underscores is a mistake even if no such variable is set
     */
    static Optional<String> leftOver(String value, boolean always, Map<String, String> environment, Path folder) {
        boolean variable = VARIABLE.matcher(value).matches() && environment.containsKey(value);
        if (variable || (always && SNAKE.matcher(value).matches())) {
            return Optional.of("the value is the name of an environment variable; " + resolved("env:NAME", "NAME"));
        }
        Matcher bare = BARE.matcher(value);
        if (always && bare.matches()) {
            return Optional.of("the value is a reference without its braces; write ${" + bare.group(1) + ":...}");
        }
        return isFile(value, folder)
                ? Optional.of("the value is the path of a file; " + resolved("file:PATH", "PATH"))
                : Optional.empty();
    }

    /** Spring 6.2 documents the backslash ("Placeholder escaping"); its placeholders read a colon as the start of a default. */
    private static String resolved(String reference, String left) {
        return "write ${" + reference
                + "}. If that is written there, another resolver, such as Spring's or MicroProfile's, has"
                + " replaced it by " + left + ": escape it there as \\${" + reference
                + "}, or let that resolver fill in the value";
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
