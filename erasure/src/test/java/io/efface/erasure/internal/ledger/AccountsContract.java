package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.Accounts.Sample;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link Accounts}. */
abstract class AccountsContract extends LedgerContract {
    AccountsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    @Test
    void all_accountsAddedInAnyOrder_areSortedByNumber() {
        change(tx -> {
            tx.accounts(job).add(account(9, "i"));
            tx.accounts(job).add(account(4, "z"));
        });

        check(tx -> assertThat(tx.accounts(job).all())
                .containsExactly(account(1, "a"), account(2, "b"), account(4, "z"), account(9, "i")));
    }

    @Test
    void add_nameOfAnotherAccount_failsTheWriter() {
        assertThatThrownBy(() -> change(tx -> tx.accounts(job).add(account(3, "a"))));
        assertThat(store.writer().hasFailed()).isTrue();
    }

    @Test
    void setPaused_account_pausesOnlyThatAccount() {
        change(tx -> tx.accounts(job).setPaused(2, "UNAUTHENTICATED", NOW));

        check(tx -> assertThat(tx.accounts(job).statuses())
                .containsExactly(
                        new AccountStatus(account(1, "a"), null, null),
                        new AccountStatus(account(2, "b"), "UNAUTHENTICATED", STORED_NOW)));

        change(tx -> tx.accounts(job).setPaused(2, null, null));

        check(tx -> assertThat(tx.accounts(job).statuses()).contains(new AccountStatus(account(2, "b"), null, null)));
    }

    @Test
    void clearPauses_pausedAccounts_endsAllPauses() {
        change(tx -> {
            tx.accounts(job).setPaused(1, "x", NOW);
            tx.accounts(job).setPaused(2, "y", NOW);
            tx.accounts(job).clearPauses();
        });

        check(tx -> assertThat(tx.accounts(job).statuses())
                .extracting(AccountStatus::paused)
                .containsExactly(null, null));
    }

    @Test
    void addToSample_targets_countsAllAndAbsentTargets() {
        change(tx -> {
            tx.accounts(job).addToSample(1, true);
            tx.accounts(job).addToSample(1, false);
            tx.accounts(job).addToSample(1, true);
        });

        check(tx -> assertThat(tx.accounts(job).sample(1)).isEqualTo(new Sample(3, 2)));
        check(tx -> assertThat(tx.accounts(job).sample(2)).isEqualTo(new Sample(0, 0)));
        check(tx -> assertThat(tx.accounts(job).sample(99)).isEqualTo(new Sample(0, 0)));
    }

    @Test
    void addToSample_completeSample_countsNoMore() {
        change(tx -> {
            for (int i = 0; i < Sample.MAX_SIZE + 5; i++) {
                tx.accounts(job).addToSample(1, i >= Sample.MAX_SIZE - 1);
            }
        });

        check(tx -> assertThat(tx.accounts(job).sample(1)).isEqualTo(new Sample(Sample.MAX_SIZE, 1)));
    }
}
