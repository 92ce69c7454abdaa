package io.efface.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Replaces {@code ${env:NAME}} and {@code ${file:PATH}} in values. <code>$${</code> is replaced by a literal <code>${</code>. */
final class References {
    private static final int MOST_BYTES = 64 * 1024;
    private static final String ALLOWED = "a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${";

    /** The problem of a text with a control character. An escape in a properties file may be the cause. */
    static final String CONTROL_CHARACTER =
            "contains a control character, such as a line break; if it is a path in a properties file,"
                    + " write / or \\\\ in place of a backslash";

    private final Map<String, String> environment;

    References(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Returns whether a value contains a reference. A secret in such a value is not written literally. */
    static boolean hasReference(String value) {
        return value.replace("$${", "").contains("${");
    }

    /** Returns whether a value refers to a file. The text of the file, and so the resolved value, may change while an account is open. */
    static boolean readsFile(String value) {
        return value.replace("$${", "").contains("${file:");
    }

    /**
     * Returns the value with every reference replaced.
     *
     * @throws Unresolved if a reference cannot be resolved; the message contains only the name or path of a reference, never another part
     *     of the value
     */
    String resolve(Entry entry) throws Unresolved {
        String value = entry.value();
        Optional<String> otherSyntax = MisplacedReference.inShellSyntax(value);
        if (otherSyntax.isPresent()) {
            throw new Unresolved(otherSyntax.get());
        }
        StringBuilder resolved = new StringBuilder();
        int at = 0;
        while (at < value.length()) {
            if (value.startsWith("$${", at)) {
                resolved.append("${");
                at += 3;
            } else if (value.startsWith("${", at)) {
                int end = value.indexOf('}', at);
                if (end < 0) {
                    throw new Unresolved("a reference has no closing brace; " + ALLOWED);
                }
                resolved.append(replacement(value.substring(at + 2, end), entry.place()));
                at = end + 1;
            } else {
                resolved.append(value.charAt(at++));
            }
        }
        return resolved.toString();
    }

    private String replacement(String reference, Place place) throws Unresolved {
        if (reference.startsWith("env:")) {
            return variable(reference.substring(4));
        }
        if (reference.startsWith("file:")) {
            return file(reference.substring(5), place.folder());
        }
        throw new Unresolved(ALLOWED + MisplacedReference.suggestion(reference));
    }

    private String variable(String name) throws Unresolved {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new Unresolved("${env:...} does not contain the name of an environment variable"
                    + MisplacedReference.suggestion(name));
        }
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new Unresolved("the environment variable " + name + " is " + (value == null ? "not set" : "empty"));
        }
        return value;
    }

    private static String file(String path, Path folder) throws Unresolved {
        Path file;
        try {
            file = folder.resolve(path);
        } catch (InvalidPathException e) {
            throw new Unresolved("${file:...} does not contain a path");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw new Unresolved("${file:...} " + CONTROL_CHARACTER);
        }
        if (path.isBlank()) {
            throw new Unresolved("${file:...} does not contain a path");
        }
        String text;
        try {
            text = SmallFile.read(file, MOST_BYTES);
        } catch (SmallFile.Unreadable e) {
            throw new Unresolved(Keys.printable(file.toString()) + ": " + e.reason());
        }
        String trimmed = text.replaceFirst("[\r\n]+\\z", "");
        if (trimmed.isBlank()) {
            throw new Unresolved(Keys.printable(file.toString()) + ": the file is empty");
        }
        return trimmed;
    }

    /** The exception for a reference or value that cannot be used. */
    static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;

        Unresolved(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }
}
