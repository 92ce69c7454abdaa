package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.Accounts.Pause;
import io.efface.erasure.internal.ledger.Accounts.StoredLease;
import io.efface.erasure.internal.ledger.record.RunCounts;
import java.nio.file.Path;
import java.time.Instant;
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

    private AccountStatus status(int account) {
        return read(tx -> tx.accounts(job).status(account)).orElseThrow();
    }

    @Test
    void status_unknownAccount_isEmpty() {
        check(tx -> assertThat(tx.accounts(job).status(99)).isEmpty());
    }

    @Test
    void setPause_account_pausesOnlyThatAccount() {
        Pause pause = new Pause("UNAUTHENTICATED", NOW, NOW.plusSeconds(5), 2);
        Pause stored = new Pause("UNAUTHENTICATED", STORED_NOW, STORED_NOW.plusSeconds(5), 2);
        change(tx -> tx.accounts(job).setPause(2, pause));

        check(tx -> assertThat(tx.accounts(job).statuses())
                .containsExactly(
                        AccountStatus.of(account(1, "a")),
                        new AccountStatus(account(2, "b"), stored, StoredLease.NONE, 0, null)));

        change(tx -> tx.accounts(job).setPause(2, null));

        assertThat(status(2)).isEqualTo(AccountStatus.of(account(2, "b")));
    }

    @Test
    void setPause_untilAnotherRun_hasNoEnd() {
        Pause pause = new Pause("REFUSED", STORED_NOW, null, 0);
        change(tx -> tx.accounts(job).setPause(1, pause));

        assertThat(status(1).pause()).isEqualTo(pause);
    }

    @Test
    void beginRun_accountThatEnded_continuesWithTheNextEpoch() {
        RunCounts counts = RunCounts.NONE.withErased(true);
        change(tx -> {
            tx.accounts(job).takeLease(1, "one", NOW);
            tx.accounts(job).setCounts(1, counts.withAttempt(true));
            tx.accounts(job).setPause(1, new Pause("x", NOW, null, 3));
            tx.accounts(job).endRun(1, AccountEnd.REFUSED);
        });
        assertThat(status(1).end()).isEqualTo(AccountEnd.REFUSED);
        assertThat(status(2).end()).isNull();

        change(tx -> tx.accounts(job).beginRun(1));

        assertThat(status(1))
                .isEqualTo(new AccountStatus(account(1, "a"), null, new StoredLease(1, "one", STORED_NOW), 2, null));
        check(tx -> assertThat(tx.accounts(job).counts(1)).isEqualTo(counts));
        change(tx -> tx.accounts(job).takeLease(1, "two", NOW));
        assertThat(status(1).firstEpoch()).isEqualTo(2);
    }

    @Test
    void counts_accountRunThatHasNotBegun_areZero() {
        check(tx -> assertThat(tx.accounts(job).counts(1)).isEqualTo(RunCounts.NONE));
        check(tx -> assertThat(tx.accounts(job).counts(99)).isEqualTo(RunCounts.NONE));
    }

    @Test
    void setCounts_account_storesTheCountsOfThatAccount() {
        RunCounts counts = RunCounts.NONE;
        for (int i = 0; i < 700; i++) {
            counts = counts.withAttempt(i % 3 == 0).withErased(i % 2 == 0);
        }
        RunCounts stored = counts;
        change(tx -> tx.accounts(job).setCounts(1, stored));
        change(tx -> tx.accounts(job).setCounts(99, stored));

        check(tx -> assertThat(tx.accounts(job).counts(1)).isEqualTo(stored));
        check(tx -> assertThat(tx.accounts(job).counts(2)).isEqualTo(RunCounts.NONE));
    }

    @Test
    void lease_accountRunThatWasNeverTaken_hasEpochZero() {
        check(tx -> assertThat(tx.accounts(job).lease(1)).contains(StoredLease.NONE));
    }

    @Test
    void takeLease_eachTime_beginsANewEpoch() {
        change(tx -> assertThat(tx.accounts(job).takeLease(1, "one", NOW)).isEqualTo(1));
        check(tx -> assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(1, "one", STORED_NOW)));

        change(tx -> assertThat(tx.accounts(job).takeLease(1, "two", NOW.plusSeconds(1)))
                .isEqualTo(2));
        check(tx ->
                assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(2, "two", STORED_NOW.plusSeconds(1))));
    }

    @Test
    void renewLease_ofThisEpoch_changesOnlyTheTime() {
        change(tx -> {
            tx.accounts(job).takeLease(1, "one", NOW);
            assertThat(tx.accounts(job).renewLease(1, 1, NOW.minusSeconds(1), NOW.plusSeconds(60)))
                    .isTrue();
        });

        check(tx ->
                assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(1, "one", STORED_NOW.plusSeconds(60))));
    }

    @Test
    void renewLease_endedReleasedOrOfAnEarlierEpoch_changesNothing() {
        change(tx -> {
            tx.accounts(job).takeLease(1, "one", NOW);
            assertThat(tx.accounts(job).isLeased(1, 1, NOW.minusSeconds(1))).isTrue();
            assertThat(tx.accounts(job).isLeased(1, 1, NOW)).isFalse();
            assertThat(tx.accounts(job).isLeased(1, 2, NOW.minusSeconds(1))).isFalse();
            assertThat(tx.accounts(job).renewLease(1, 1, NOW, NOW.plusSeconds(60)))
                    .isFalse();
            assertThat(tx.accounts(job).renewLease(1, 2, NOW.minusSeconds(1), NOW.plusSeconds(60)))
                    .isFalse();
        });
        check(tx -> assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(1, "one", STORED_NOW)));

        change(tx -> {
            tx.accounts(job).releaseLease(1, 1);
            assertThat(tx.accounts(job).renewLease(1, 1, NOW.minusSeconds(1), NOW.plusSeconds(60)))
                    .isFalse();
        });
        check(tx -> assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(1, null, null)));
    }

    @Test
    void lease_changesInTheTransaction_isThePresentLease() {
        change(tx -> {
            assertThat(tx.accounts(job).lease(1)).contains(StoredLease.NONE);
            tx.accounts(job).takeLease(1, "one", NOW);
            assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(1, "one", STORED_NOW));
            tx.accounts(job).releaseLease(1, 1);
            assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(1, null, null));
        });
    }

    @Test
    void counts_changeInTheTransaction_areThePresentCounts() {
        change(tx -> {
            RunCounts before = tx.accounts(job).counts(1);
            RunCounts after = before.withAttempt(true);
            tx.accounts(job).setCounts(1, after);
            assertThat(tx.accounts(job).counts(1)).isEqualTo(after).isNotEqualTo(before);
        });
    }

    @Test
    void releaseLease_ofThisEpoch_endsTheLease() {
        change(tx -> {
            tx.accounts(job).takeLease(1, "one", NOW);
            tx.accounts(job).releaseLease(1, 1);
        });

        check(tx -> assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(1, null, null)));
    }

    @Test
    void releaseLease_ofAnEarlierEpoch_changesNothing() {
        change(tx -> {
            tx.accounts(job).takeLease(1, "one", NOW);
            tx.accounts(job).takeLease(1, "two", NOW);
            tx.accounts(job).releaseLease(1, 1);
        });

        check(tx -> assertThat(tx.accounts(job).lease(1)).contains(new StoredLease(2, "two", STORED_NOW)));
    }

    @Test
    void takeLease_ofOneAccount_doesNotChangeTheOtherAccount() {
        change(tx -> tx.accounts(job).takeLease(1, "one", NOW));
        change(tx -> tx.accounts(job).takeLease(1, "one", NOW));
        change(tx -> tx.accounts(job).takeLease(2, "two", NOW.plusSeconds(9)));

        check(tx -> assertThat(tx.accounts(job).statuses())
                .extracting(AccountStatus::lease)
                .containsExactly(
                        new StoredLease(2, "one", STORED_NOW), new StoredLease(1, "two", STORED_NOW.plusSeconds(9))));
    }

    @Test
    void takeLease_byAnotherWorker_endsTheLeaseOfTheFirst() {
        Instant until = NOW.plusSeconds(60);
        change(tx -> tx.accounts(job).takeLease(1, "one", until));
        change(tx -> tx.accounts(job).takeLease(1, "two", until));

        change(tx -> {
            assertThat(tx.accounts(job).isLeased(1, 1, NOW)).isFalse();
            assertThat(tx.accounts(job).renewLease(1, 1, NOW, until)).isFalse();
            assertThat(tx.accounts(job).isLeased(1, 2, NOW)).isTrue();
        });
    }

    @Test
    void takeLease_unknownAccount_isRejected() {
        assertThatThrownBy(() -> change(tx -> tx.accounts(job).takeLease(99, "one", NOW)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_JOB));
        check(tx -> assertThat(tx.accounts(job).lease(99)).isEmpty());
    }
}
