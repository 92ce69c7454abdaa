package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.memory.MemoryTables.AccountEntry;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.RunCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        tables.get().accounts.add(account.number(), new AccountEntry(AccountStatus.of(account), RunCounts.NONE));
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
                .map(AccountEntry::status)
                .toList();
    }

    private void change(int account, UnaryOperator<AccountEntry> change) {
        tables.get().accounts.write().computeIfPresent(account, (number, entry) -> change.apply(entry));
    }

    private Optional<AccountEntry> entry(int account) {
        return Optional.ofNullable(tables.get().accounts.read().get(account));
    }

    private void changeStatus(int account, UnaryOperator<AccountStatus> change) {
        change(account, was -> was.with(change.apply(was.status())));
    }

    @Override
    public void setPause(int account, @Nullable Pause pause) {
        Pause stored = pause == null
                ? null
                : new Pause(
                        pause.reason(),
                        pause.at().truncatedTo(ChronoUnit.MILLIS),
                        Records.whole(pause.until()),
                        pause.number());
        changeStatus(
                account, was -> new AccountStatus(was.account(), stored, was.lease(), was.firstEpoch(), was.end()));
    }

    @Override
    public void beginRun(int account) {
        changeStatus(
                account,
                was -> new AccountStatus(
                        was.account(), null, was.lease(), was.lease().epoch() + 1, null));
        RunCounts counts = counts(account);
        setCounts(account, RunCounts.of(counts.sampled(), counts.absent(), null));
    }

    @Override
    public void endRun(int account, AccountEnd end) {
        changeStatus(account, was -> new AccountStatus(was.account(), was.pause(), was.lease(), was.firstEpoch(), end));
    }

    @Override
    public RunCounts counts(int account) {
        return entry(account).map(AccountEntry::counts).orElse(RunCounts.NONE);
    }

    @Override
    public void setCounts(int account, RunCounts counts) {
        change(account, was -> new AccountEntry(was.status(), counts));
    }

    @Override
    public Optional<StoredLease> lease(int account) {
        return entry(account).map(entry -> entry.status().lease());
    }

    @Override
    public long takeLease(int account, String worker, Instant until) {
        change(
                account,
                was -> was.with(new StoredLease(was.status().lease().epoch() + 1, worker, Records.whole(until))));
        return lease(account).orElseThrow(StoredLease::missing).epoch();
    }

    @Override
    public boolean renewLease(int account, long epoch, Instant now, Instant until) {
        boolean isLeased = isLeased(account, epoch, now);
        if (isLeased) {
            change(
                    account,
                    was -> was.with(new StoredLease(epoch, was.status().lease().worker(), Records.whole(until))));
        }
        return isLeased;
    }

    @Override
    public void releaseLease(int account, long epoch) {
        change(
                account,
                was -> was.status().lease().epoch() == epoch ? was.with(new StoredLease(epoch, null, null)) : was);
    }
}
