package io.efface.examples;

import io.efface.CallOptions;
import io.efface.async.AllAccountsResult;
import io.efface.Evidence;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.util.concurrent.Executor;

/** What an application does when somebody leaves: the person goes from every account, whatever else it uses the SDKs for. */
public final class Leaver {
    private final FaceRepositories accounts;
    private final Executor executor;

    /** Takes open accounts and the threads on which to call them; both stay the caller's to close. */
    public Leaver(FaceRepositories accounts, Executor executor) {
        this.accounts = accounts;
        this.executor = executor;
    }

    /** Deletes a person from every account, and returns whether every account accepted it. */
    public boolean leaves(String person) {
        AllAccountsResult result =
                accounts.inAllAccounts(executor).deletePerson(PersonId.of(person), CallOptions.defaults());
        return result.isComplete(Evidence.ACCEPTED);
    }
}
