package io.efface.emulator.planted;

import io.efface.PersonId;

/** Breaks the rule on purpose: emulators share no code with what they judge. */
public final class EmulatorThatKnowsCore {
    /** Returns what it should not know. */
    public PersonId forbidden() {
        return PersonId.of("x");
    }
}
