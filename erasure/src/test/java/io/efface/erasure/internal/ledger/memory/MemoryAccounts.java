package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.memory.MemoryTables.AccountEntry;
import io.efface.erasure.internal.ledger.record.JobAccount;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
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
        tables.get().accounts.add(account.number(), new AccountEntry(account, null, null, new Sample(0, 0)));
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
                .map(entry -> new AccountStatus(entry.account(), entry.paused(), entry.pausedAt()))
                .toList();
    }

    @Override
    public void setPaused(int account, @Nullable String reason, @Nullable Instant at) {
        tables.get()
                .accounts
                .write()
                .computeIfPresent(
                        account,
                        (number, was) -> new AccountEntry(was.account(), reason, Records.whole(at), was.sample()));
    }

    @Override
    public void clearPauses() {
        all().forEach(account -> setPaused(account.number(), null, null));
    }

    @Override
    public Sample sample(int account) {
        AccountEntry entry = tables.get().accounts.read().get(account);
        return entry == null ? new Sample(0, 0) : entry.sample();
    }

    @Override
    public void addToSample(int account, boolean absent) {
        Sample was = sample(account);
        if (was.size() < Sample.MAX_SIZE) {
            Sample more = new Sample(was.size() + 1, was.absent() + (absent ? 1 : 0));
            tables.get()
                    .accounts
                    .write()
                    .computeIfPresent(
                            account,
                            (number, entry) ->
                                    new AccountEntry(entry.account(), entry.paused(), entry.pausedAt(), more));
        }
    }
}
