package io.efface.policy;

import io.efface.PersonId;

/** The state that all accounts of the same library share. The state is kept when an account is replaced at run time. Thread-safe. */
final class LibraryState {
    final KeyedLock<PersonId> persons = new KeyedLock<>();
}
