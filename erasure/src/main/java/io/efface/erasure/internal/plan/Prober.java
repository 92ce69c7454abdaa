package io.efface.erasure.internal.plan;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.internal.ledger.PlannedRows;
import io.efface.erasure.internal.ledger.record.HiddenId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Reads random planned targets of an account, to see whether the planned people exist. */
final class Prober {
    private final PlanDraft draft;
    private final RandomGenerator random;

    Prober(PlanDraft draft, RandomGenerator random) {
        this.draft = draft;
        this.random = random;
    }

    PlanSummary.Probe probe(int account, String name, FaceRepository repository, int most, Runnable progress) {
        List<HiddenId> people = draft.ledger().read(view -> people(view.plan(draft.number()), account, most));
        long present = 0;
        long absent = 0;
        Map<ErrorKind, Long> unreadable = new EnumMap<>(ErrorKind.class);
        Optional<AccountFailure> failure = Optional.empty();
        for (HiddenId person : people) {
            try {
                if (repository
                        .findPerson(PersonId.of(person.text(draft.cipher())))
                        .isPresent()) {
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

    /** Draws random targets without replacement, in one pass over all targets (reservoir sampling). */
    private List<HiddenId> people(PlannedRows rows, int account, int most) {
        List<Long> drawn = new ArrayList<>();
        long[] seen = new long[1];
        rows.targets(account).forEach(target -> {
            if (drawn.size() < most) {
                drawn.add(target);
            } else {
                long place = random.nextLong(seen[0] + 1);
                if (place < most) {
                    drawn.set((int) place, target);
                }
            }
            seen[0]++;
        });
        return drawn.stream().flatMap(target -> rows.person(target).stream()).toList();
    }
}
