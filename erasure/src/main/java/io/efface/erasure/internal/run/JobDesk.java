package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.internal.ledger.Candidates;
import io.efface.erasure.internal.ledger.Cells;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobAccount;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.RowCounts;
import io.efface.erasure.internal.ledger.TargetIndex;
import io.efface.erasure.internal.ledger.TargetNumber;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.UnresolvedTargets;
import io.efface.erasure.internal.ledger.sqlite.SqliteFailure;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.JobKeys;
import io.efface.erasure.keys.KeyFolder;
import io.efface.spi.layers.AccountRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job with all that the work on it needs: its keys, and its accounts as they were planned. Thread-safe.
 *
 * @param repositories by account, in the order of the plan
 */
record JobDesk(LedgerStore ledger, Job job, JobKeys keys, Map<JobAccount, AccountRepository> repositories) {
    /**
     * Opens a job.
     *
     * @throws ErasureException if it is not there, is not planned, is damaged or has lost its ids, or if its keys or accounts are others
     *     now
     */
    static JobDesk open(LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, String name) {
        Job job = ledger.job(name);
        if (job.state() != JobState.PLANNED && job.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + name + "' is " + job.state()
                            + (job.state() == JobState.PLANNING ? "; plan it again" : "; its ids are gone"));
        }
        JobKeys keys = folder.job(ledger.id(), job.number(), job.keys());
        Map<JobAccount, AccountRepository> repositories = new LinkedHashMap<>();
        try (Connection view = ledger.view()) {
            for (JobAccount account :
                    new Transaction(view).accounts(job.number()).all()) {
                repositories.put(account, repository(accounts, account));
            }
            new TargetIndex(view, job).requireWhole(repositories.keySet());
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return new JobDesk(ledger, job, keys, repositories);
    }

    private static AccountRepository repository(FaceRepositories accounts, JobAccount account) {
        try {
            account.check(accounts.describe(account.name()));
            return accounts.get(account.name()).unwrap(AccountRepository.class).orElseThrow();
        } catch (FaceException e) {
            throw new ErasureException(
                    Reason.CONFIGURATION,
                    "the account '" + account.name() + "', for which the job was planned, is not configured any more",
                    e);
        }
    }

    static ErasureException unreadable(SQLException e) {
        return SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", e);
    }

    /** Counts the job's rows, and checks that the counts agree, also with the index by which targets were taken. */
    JobCounts counts() {
        try (Connection view = ledger.view()) {
            new TargetIndex(view, job).requireAgreement();
            return RowCounts.of(view, job.tables());
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Returns the first targets that were tried and may succeed in another run, by line. */
    List<UnresolvedTarget> unresolved() {
        try (Connection view = ledger.view()) {
            return UnresolvedTargets.first(view, job.tables());
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Returns the library at the vendor of each account that is in one, by the account's name. */
    Map<String, String> libraries() {
        Map<String, String> libraries = new LinkedHashMap<>();
        repositories
                .keySet()
                .forEach(account -> account.library().ifPresent(library -> libraries.put(account.name(), library)));
        return libraries;
    }

    /** Returns how many targets of an account are planned, erased ones included. */
    long planned(JobAccount account) {
        List<Candidates.Sort> sorts = new ArrayList<>();
        for (TargetState state : TargetState.values()) {
            if (state.isPlanned()) {
                sorts.add(new Candidates.Sort(state, "", ""));
            }
        }
        return count(account, sorts);
    }

    /** Returns how many targets the job has. */
    TargetNumber targets(long now) {
        return ledger.read(tx -> TargetNumber.of(tx, job.number(), now));
    }

    long count(JobAccount account, List<Candidates.Sort> sorts) {
        try (Connection view = ledger.view()) {
            return Candidates.count(view, job.tables(), account.number(), sorts);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Returns how many of an account's first erased targets were counted, and how many of these were plainly absent. */
    int[] sample(JobAccount account) {
        try (Connection view = ledger.view();
                PreparedStatement select = view.prepareStatement(
                        "SELECT sampled, absent FROM " + job.tables().accounts() + " WHERE number = ?")) {
            select.setInt(1, account.number());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new int[] {row.getInt(1), row.getInt(2)} : new int[2];
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Hands over that an account is left alone, or no longer. */
    void paused(JobAccount account, @Nullable String reason, Surroundings around) {
        CompletableFuture<Integer> unused = ledger.writer().submit(tx -> {
            PreparedStatement update =
                    tx.prepare("UPDATE " + job.tables().accounts() + " SET paused = ?, paused_at = ? WHERE number = ?");
            update.setString(1, reason);
            Cells.setTime(update, 2, reason == null ? null : around.clock().instant());
            update.setInt(3, account.number());
            return update.executeUpdate();
        });
    }

    Sealer sealer(Surroundings around) {
        return new Sealer(ledger.writer(), ledger.id(), job, keys.signer(), around.clock());
    }
}
