package io.efface.erasure.internal.page;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML. Each text and each value of an attribute is escaped. For one thread. */
final class Html {
    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes the names of attributes, each followed by its value
     */
    Html open(String tag, String... attributes) {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Writes an element without content, such as {@code meta}. */
    Html empty(String tag, String... attributes) {
        tag(tag, attributes);
        out.append('\n');
        return this;
    }

    /** Writes a text. */
    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** Writes an element with a text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Writes a {@code style} element, whose content HTML does not unescape. The content must never come from a ledger. */
    Html style(String css) {
        open("style");
        out.append(css);
        return close();
    }

    private void tag(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
    }

    /** Returns a text in which the characters with a meaning in HTML are escaped. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /**
     * Returns the page.
     *
     * @throws IllegalStateException if an element is open
     */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("the element " + open.peek() + " is open");
        }
        return out.toString();
    }
}
