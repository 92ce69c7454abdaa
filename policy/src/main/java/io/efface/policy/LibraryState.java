package io.efface.policy;

import io.efface.PersonId;

/** What all accounts that delete from one library share, also after an account is replaced at run time. Thread-safe. */
final class LibraryState {
    final KeyedLock<PersonId> persons = new KeyedLock<>();
}
