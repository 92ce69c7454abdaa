package io.efface.policy.planted;

import io.efface.cli.Main;

/** Violates this rule deliberately, so that a test finds the violation: no module depends on the command. */
public final class PolicyThatKnowsTheCommand {
    /** Returns a class on which policy must not depend. */
    public Class<?> forbidden() {
        return Main.class;
    }
}
