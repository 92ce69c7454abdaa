package io.efface.emulator.planted;

import io.efface.PersonId;

/** Violates this rule deliberately, so that a test finds the violation: emulators share no code with the providers that they test. */
public final class EmulatorThatKnowsCore {
    /** Returns an object of a class on which an emulator must not depend. */
    public PersonId forbidden() {
        return PersonId.of("x");
    }
}
