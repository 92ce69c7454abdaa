package io.efface.cli.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads expressions of strings from Java code. Variables and constants of the same file are replaced by their texts, and so are calls of
 * methods that only return a text. For one thread.
 */
final class JavaTexts {
    /** The text that stands for a value that is not a constant. */
    static final String VALUE = "7";

    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*(\\(.*)?", Pattern.DOTALL);
    private static final int DEEPEST = 3;

    private final String code;
    private final int depth;
    private int at;

    private JavaTexts(String code, int at, int depth) {
        this.code = code;
        this.at = at;
        this.depth = depth;
    }

    /**
     * Returns the texts of each argument of a call. An argument with conditions has several texts.
     *
     * @param start the position after the opening parenthesis
     */
    static List<List<String>> arguments(String code, int start) {
        JavaTexts reader = new JavaTexts(code, start, 0);
        List<List<String>> arguments = new ArrayList<>();
        do {
            arguments.add(reader.expression());
        } while (reader.skip(','));
        return arguments;
    }

    private List<String> expression() {
        List<String> texts = sum();
        if (!skip('?')) {
            return texts;
        }
        List<String> yes = expression();
        if (!skip(':')) {
            throw new IllegalStateException("a condition without alternative");
        }
        List<String> no = expression();
        return Stream.concat(yes.stream(), no.stream()).toList();
    }

    private List<String> sum() {
        List<String> texts = operand();
        while (skip('+')) {
            List<String> next = operand();
            texts = texts.stream()
                    .flatMap(before -> next.stream().map(after -> before + after))
                    .toList();
        }
        return texts;
    }

    private List<String> operand() {
        skipSpace();
        List<String> texts = List.of(VALUE);
        if (code.charAt(at) == '"') {
            texts = List.of(literal());
        } else if (skip('(')) {
            texts = expression();
            skipRest();
            skip(')');
        }
        int end = at;
        skipRest();
        String rest = code.substring(end, at).trim();
        return rest.isEmpty() ? texts : named(rest);
    }

    /** Returns the texts of a variable, a constant or a method of this file. Other operands are values. */
    private List<String> named(String operand) {
        Matcher name = NAME.matcher(operand);
        if (depth == DEEPEST || !name.matches()) {
            return List.of(VALUE);
        }
        String declaration = name.group(2) == null
                ? "String " + name.group(1) + "\\s*=(?!=)"
                : "String " + name.group(1) + "\\([^)]*\\) \\{\\s*return ";
        List<String> texts = Pattern.compile(declaration)
                .matcher(code)
                .results()
                .flatMap(found -> new JavaTexts(code, found.end(), depth + 1).expression().stream())
                .distinct()
                .toList();
        return texts.isEmpty() ? List.of(VALUE) : texts;
    }

    /** Skips code to the end of the operand: an operator or a separator outside of parentheses. */
    private void skipRest() {
        int depth = 0;
        while (depth > 0 || "+?:,);".indexOf(code.charAt(at)) < 0) {
            char c = code.charAt(at);
            if (c == '"') {
                literal();
                continue;
            }
            if (c == '\'') {
                at += code.charAt(at + 1) == '\\' ? 4 : 3;
                continue;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            at++;
        }
    }

    private String literal() {
        int start = ++at;
        while (code.charAt(at) != '"') {
            at += code.charAt(at) == '\\' ? 2 : 1;
        }
        return code.substring(start, at++).replace("\\\"", "\"").replace("\\n", "\n");
    }

    private boolean skip(char c) {
        skipSpace();
        if (code.charAt(at) != c) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (Character.isWhitespace(code.charAt(at))) {
            at++;
        }
    }
}
