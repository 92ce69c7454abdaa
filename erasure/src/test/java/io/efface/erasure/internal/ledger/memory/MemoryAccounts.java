package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.memory.MemoryTables.AccountEntry;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.RunCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The accounts of a job in memory. */
final class MemoryAccounts implements Accounts {
    private final Supplier<MemoryTables> tables;

    MemoryAccounts(Supplier<MemoryTables> tables) {
        this.tables = tables;
    }

    @Override
    public void add(JobAccount account) {
        if (all().stream().anyMatch(other -> other.name().equals(account.name()))) {
            throw new IllegalStateException("the job has an account of this name already");
        }
        tables.get()
                .accounts
                .add(account.number(), new AccountEntry(account, null, null, RunCounts.NONE, StoredLease.NONE));
    }

    @Override
    public List<JobAccount> all() {
        return statuses().stream().map(AccountStatus::account).toList();
    }

    @Override
    public List<ReadAccount> readable() {
        return all().stream()
                .map(account -> ReadAccount.of(account.number(), () -> account))
                .toList();
    }

    @Override
    public List<AccountStatus> statuses() {
        return tables.get().accounts.read().values().stream()
                .map(entry -> new AccountStatus(entry.account(), entry.paused(), entry.pausedAt(), entry.lease()))
                .toList();
    }

    private void change(int account, UnaryOperator<AccountEntry> change) {
        tables.get().accounts.write().computeIfPresent(account, (number, entry) -> change.apply(entry));
    }

    private Optional<AccountEntry> entry(int account) {
        return Optional.ofNullable(tables.get().accounts.read().get(account));
    }

    @Override
    public void setPaused(int account, @Nullable String reason, @Nullable Instant at) {
        change(account, was -> new AccountEntry(was.account(), reason, Records.whole(at), was.counts(), was.lease()));
    }

    @Override
    public RunCounts counts(int account) {
        return entry(account).map(AccountEntry::counts).orElse(RunCounts.NONE);
    }

    @Override
    public void setCounts(int account, RunCounts counts) {
        change(account, was -> new AccountEntry(was.account(), was.paused(), was.pausedAt(), counts, was.lease()));
    }

    @Override
    public Optional<StoredLease> lease(int account) {
        return entry(account).map(AccountEntry::lease);
    }

    @Override
    public long takeLease(int account, String worker, Instant until) {
        change(account, was -> was.with(new StoredLease(was.lease().epoch() + 1, worker, Records.whole(until))));
        return lease(account).orElseThrow(StoredLease::missing).epoch();
    }

    @Override
    public boolean renewLease(int account, long epoch, Instant now, Instant until) {
        boolean isLeased = isLeased(account, epoch, now);
        if (isLeased) {
            change(account, was -> was.with(new StoredLease(epoch, was.lease().worker(), Records.whole(until))));
        }
        return isLeased;
    }

    @Override
    public void releaseLease(int account, long epoch) {
        change(account, was -> was.lease().epoch() == epoch ? was.with(new StoredLease(epoch, null, null)) : was);
    }
}
