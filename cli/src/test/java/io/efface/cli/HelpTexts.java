package io.efface.cli;

import java.util.Set;
import java.util.TreeSet;

/** The texts of all help pages. */
public final class HelpTexts {
    private HelpTexts() {}

    /** Returns the texts in English, without the command lines of the examples. */
    public static Set<String> all() {
        Set<String> texts = new TreeSet<>();
        new Commands(new CommandTester().context())
                .root(text -> {
                    texts.add(text);
                    return text;
                })
                .getUsageMessage();
        texts.removeIf(text -> text.startsWith("  "));
        return texts;
    }
}
