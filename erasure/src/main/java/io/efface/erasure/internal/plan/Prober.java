package io.efface.erasure.internal.plan;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.sqlite.SqliteFailure;
import io.efface.erasure.keys.JobCipher;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Reads random planned targets back, to see whether a plan speaks of people who are there at all. */
final class Prober {
    private final LedgerStore ledger;
    private final JobCipher cipher;
    private final JobTables job;
    private final RandomGenerator random;

    Prober(LedgerStore ledger, JobCipher cipher, JobTables job, RandomGenerator random) {
        this.ledger = ledger;
        this.cipher = cipher;
        this.job = job;
        this.random = random;
    }

    PlanSummary.Probe probe(int account, String name, FaceRepository repository, int most, Runnable progress) {
        List<String> people;
        try (Connection view = ledger.view()) {
            people = people(view, draw(view, account, most));
        } catch (SQLException e) {
            throw SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", e);
        }
        long present = 0;
        long absent = 0;
        Map<ErrorKind, Long> unreadable = new EnumMap<>(ErrorKind.class);
        Optional<AccountFailure> failure = Optional.empty();
        for (String person : people) {
            try {
                if (repository.findPerson(PersonId.of(person)).isPresent()) {
                    present++;
                } else {
                    absent++;
                }
            } catch (FaceException e) {
                unreadable.merge(e.kind(), 1L, Long::sum);
                failure = Optional.of(AccountFailure.of(e));
            }
            progress.run();
        }
        return new PlanSummary.Probe(name, present, absent, unreadable, failure);
    }

    /** Draws without putting back, in one pass over the index (a reservoir). */
    private List<Long> draw(Connection view, int account, int most) throws SQLException {
        List<Long> drawn = new ArrayList<>();
        try (PreparedStatement select = view.prepareStatement(
                "SELECT id FROM " + job.rows() + " WHERE account = ? AND state = ? ORDER BY id")) {
            select.setInt(1, account);
            select.setInt(2, TargetState.PENDING.code());
            try (ResultSet row = select.executeQuery()) {
                for (long seen = 0; row.next(); seen++) {
                    if (drawn.size() < most) {
                        drawn.add(row.getLong(1));
                    } else {
                        long place = random.nextLong(seen + 1);
                        if (place < most) {
                            drawn.set((int) place, row.getLong(1));
                        }
                    }
                }
            }
        }
        return drawn;
    }

    private List<String> people(Connection view, List<Long> ids) throws SQLException {
        List<String> people = new ArrayList<>();
        try (PreparedStatement select = view.prepareStatement("SELECT person FROM " + job.rows() + " WHERE id = ?")) {
            for (long id : ids) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        people.add(cipher.decrypt(row.getBytes(1), id, JobCipher.PERSON));
                    }
                }
            }
        }
        return people;
    }
}
