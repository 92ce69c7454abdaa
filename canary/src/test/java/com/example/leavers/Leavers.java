package com.example.leavers;

import io.efface.PersonId;
import io.efface.config.FaceRepositories;

/** An application that erases employees who leave. */
final class Leavers {
    private final FaceRepositories accounts;

    Leavers(FaceRepositories accounts) {
        this.accounts = accounts;
    }

    void leave(String employee) {
        accounts.accounts().forEach(name -> accounts.get(name).deletePerson(PersonId.of(employee)));
    }
}
