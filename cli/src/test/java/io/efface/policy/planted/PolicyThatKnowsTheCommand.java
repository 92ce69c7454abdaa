package io.efface.policy.planted;

import io.efface.cli.Main;

/** Breaks the rule on purpose: no module may use the command. */
public final class PolicyThatKnowsTheCommand {
    /** Returns what it should not know. */
    public Class<?> forbidden() {
        return Main.class;
    }
}
