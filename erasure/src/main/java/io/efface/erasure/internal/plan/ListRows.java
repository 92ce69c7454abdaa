package io.efface.erasure.internal.plan;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.InputReader;
import io.efface.erasure.input.InputRow;
import io.efface.erasure.input.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Creates the rows of a plan from a list: one row for each line and account. */
final class ListRows {
    private final InputReader reader;
    private final PlanAccounts accounts;

    /**
     * Creates an instance for a list.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot name accounts and no accounts are chosen
     */
    ListRows(InputReader reader, PlanAccounts accounts) {
        this.reader = reader;
        this.accounts = accounts;
        if (!reader.canNameAccounts() && !accounts.areChosen()) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the list names no accounts; choose accounts with --accounts; configured: "
                            + accounts.configured());
        }
    }

    void load(PlanLoader loader) {
        for (InputRow row = reader.next(); row != null; row = reader.next()) {
            if (row instanceof InputRow.Entry entry) {
                if (add(loader, entry)) {
                    reader.use(entry);
                }
            } else if (row instanceof InputRow.Refused refused) {
                refuse(loader, refused);
            }
        }
    }

    /** Adds the rows of an entry to the plan. Returns whether the entry is planned for at least one account. */
    private boolean add(PlanLoader loader, InputRow.Entry entry) {
        boolean planned = false;
        String name = entry.account();
        if (name != null) {
            Integer account = accounts.number(name);
            if (account == null) {
                loader.refuse(
                        new InputProblem(
                                entry.line(),
                                entry.accountColumn(),
                                accounts.isConfigured(name)
                                        ? ProblemCode.ACCOUNT_NOT_CHOSEN
                                        : ProblemCode.ACCOUNT_UNKNOWN),
                        null,
                        entry.subject());
            } else {
                planned = add(loader, entry, account);
            }
        } else if (accounts.areChosen()) {
            for (int account : accounts.chosen()) {
                planned |= add(loader, entry, account);
            }
        } else {
            loader.refuse(
                    new InputProblem(entry.line(), entry.accountColumn(), ProblemCode.ACCOUNT_MISSING),
                    null,
                    entry.subject());
        }
        return planned;
    }

    private boolean add(PlanLoader loader, InputRow.Entry entry, int account) {
        PlanAccounts.IdFit fit = accounts.fit(account, entry.person());
        if (fit == PlanAccounts.IdFit.REFUSED) {
            loader.refuse(
                    new InputProblem(entry.line(), entry.personColumn(), ProblemCode.ID_AGAINST_RULE),
                    account,
                    entry.subject());
            return false;
        }
        loader.add(
                entry.line(),
                account,
                entry.subject(),
                entry.person(),
                entry.faces(),
                fit == PlanAccounts.IdFit.MARKED);
        return true;
    }

    private void refuse(PlanLoader loader, InputRow.Refused refused) {
        if (refused.accountKnown() && refused.account() == null && accounts.areChosen()) {
            accounts.chosen().forEach(account -> loader.refuse(refused.problem(), account, refused.subject()));
        } else {
            loader.refuse(refused.problem(), numberOf(refused), refused.subject());
        }
    }

    private @Nullable Integer numberOf(InputRow.Refused refused) {
        String name = refused.accountKnown() ? refused.account() : null;
        return name == null ? null : accounts.number(name);
    }
}
