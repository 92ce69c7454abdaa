package io.efface.examples;

import io.efface.CallOptions;
import io.efface.Evidence;
import io.efface.PersonId;
import io.efface.async.AllAccountsResult;
import io.efface.config.FaceRepositories;
import java.util.concurrent.Executor;

/** When a person leaves, this class deletes the person from every account. The application may use the vendors' SDKs for other tasks. */
public final class Leaver {
    private final FaceRepositories accounts;
    private final Executor executor;

    /** Creates an object that calls open accounts on the threads of an executor. The caller closes both. */
    public Leaver(FaceRepositories accounts, Executor executor) {
        this.accounts = accounts;
        this.executor = executor;
    }

    /**
     * Deletes a person from every account. Returns whether the deletion succeeded in every account with at least the evidence {@code
     * ACCEPTED}.
     */
    public boolean leaves(String person) {
        AllAccountsResult result =
                accounts.inAllAccounts(executor).deletePerson(PersonId.of(person), CallOptions.defaults());
        return result.isComplete(Evidence.ACCEPTED);
    }
}
