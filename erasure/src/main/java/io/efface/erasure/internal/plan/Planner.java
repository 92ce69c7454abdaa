package io.efface.erasure.internal.plan;

import io.efface.Capabilities;
import io.efface.config.AccountDescription;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.PlanProgress.Step;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputReader;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.input.RoundedIds;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.RecordedSheet;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates jobs from lists and from old jobs. Sends no deletion. Thread-safe. */
public final class Planner {
    private static final int HOLDS_PER_COMMIT = 20_000;

    private final LedgerStore ledger;
    private final KeyFolder keys;
    private final FaceRepositories repositories;
    private final Clock clock;
    private final RandomGenerator random;
    private final Checkpoints checkpoints;

    public Planner(
            LedgerStore ledger,
            KeyFolder keys,
            FaceRepositories repositories,
            Clock clock,
            RandomGenerator random,
            Checkpoints checkpoints) {
        this.ledger = ledger;
        this.keys = keys;
        this.repositories = repositories;
        this.clock = clock;
        this.random = random;
        this.checkpoints = checkpoints;
    }

    /** Fills a draft with rows. */
    private interface Filling {
        /** Adds the rows. Returns the results of reading the targets of an old job; empty for a list. */
        Optional<PlanSummary.Restored> fill(PlanLoader loader);
    }

    public PlanSummary plan(PlanRequest request) {
        request.facts().checkNotAfter(clock);
        InputSource input = request.input().orElse(null);
        if (input == null) {
            return planFromJob(request, request.fromJob().orElseThrow());
        }
        PlanAccounts accounts = new PlanAccounts(repositories, request.accounts());
        try (InputReader reader = InputReader.open(input, request.listOptions())) {
            ListRows rows = new ListRows(reader, accounts);
            return make(request, accounts, reader, null, loader -> {
                rows.load(loader);
                return Optional.empty();
            });
        } catch (IOException e) {
            throw new ErasureException(Reason.INPUT, "the list " + input.name() + " cannot be closed", e);
        }
    }

    private PlanSummary planFromJob(PlanRequest request, String fromJob) {
        if (fromJob.equals(request.job())) {
            throw new ErasureException(Reason.INPUT, "a plan from an old job must not have the name of the old job");
        }
        RestoredRows rows = RestoredRows.of(ledger, keys, ledger.job(fromJob), repositories, request);
        return make(request, rows.accounts(), null, rows.job(), rows::load);
    }

    private PlanSummary make(
            PlanRequest request,
            PlanAccounts accounts,
            @Nullable InputReader reader,
            @Nullable Job old,
            Filling filling) {
        PlanDraft draft = PlanDraft.begin(
                ledger,
                keys,
                request.job(),
                request.due().orElse(null),
                request.replace(),
                old == null ? null : old.name(),
                clock.instant());
        boolean done = false;
        try {
            PlanSummary summary = make(request, accounts, reader, old, filling, draft);
            done = true;
            return summary;
        } finally {
            if (!done) {
                draft.abandon();
            }
        }
    }

    private PlanSummary make(
            PlanRequest request,
            PlanAccounts accounts,
            @Nullable InputReader reader,
            @Nullable Job old,
            Filling filling,
            PlanDraft draft) {
        long carried = carryHolds(draft, draft.replaced()) + carryHolds(draft, old);
        NearHolds nearHolds = new NearHolds(draft.cipher());
        Map<ListRisk, Long> accepted = new EnumMap<>(ListRisk.class);
        accepted.putAll(loadHolds(draft, request, nearHolds));
        Optional<Integer> sheet = old == null
                ? Optional.ofNullable(reader).flatMap(InputReader::sheet)
                : ledger.read(view -> RecordedSheet.read(view.events(old.number())));
        if (sheet.isPresent()) {
            nearHolds.rowsAreInWorkbook();
        }
        PlanLoader loader = new PlanLoader(draft, request.progress(), checkpoints, nearHolds);
        Optional<PlanSummary.Restored> restored = filling.fill(loader);
        loader.finish();
        if (!request.accepted().contains(ListRisk.NEAR_HOLD)) {
            nearHolds.check();
        }
        if (reader != null) {
            reader.accepted().forEach((risk, rows) -> accepted.merge(risk, rows, Long::sum));
            refuseRounded(request, reader, draft, loader, nearHolds);
        }
        if (nearHolds.count() > 0) {
            accepted.put(ListRisk.NEAR_HOLD, nearHolds.count());
        }
        PlanLoader.checkInterrupt();
        Map<Integer, AccountDescription> planned = accounts.planned();
        request.progress().at(Step.INDEXING, loader.rows());
        draft.write(tx -> {
            for (Map.Entry<Integer, AccountDescription> account : planned.entrySet()) {
                tx.accounts(draft.number()).add(JobAccount.of(account.getKey(), account.getValue()));
            }
            tx.plan(draft.number()).finishAdding();
            return planned.size();
        });
        checkpoints.reached(Checkpoint.PLAN_BATCH);
        Optional<PlanSummary.Crowd> crowd = ledger.read(view -> new PlanMarks(draft, request.progress()).mark(view));
        checkpoints.reached(Checkpoint.PLAN_BATCH);
        // The writer's thread creates indexes while this thread reads the rows for the digest.
        CompletableFuture<?> indexing = draft.submit(tx -> {
            tx.plan(draft.number()).finishMarking();
            return true;
        });
        PlanDigest digest = digest(request, draft, loader);
        PlanDraft.await(indexing);
        checkpoints.reached(Checkpoint.PLAN_BATCH);
        PlanEstimate estimate = new PlanEstimate();
        List<PlanSummary.Account> parts = new ArrayList<>();
        HoldCounts holds = ledger.read(view -> {
            PlanCounts counts = new PlanCounts(view.plan(draft.number()), estimate);
            planned.forEach((number, account) -> parts.add(
                    counts.account(number, account, accounts.capabilities(account.name()), digest.of(number))));
            HoldList list = view.holds(draft.number());
            return new HoldCounts(list.size(), list.countUnmatched());
        });
        checkpoints.reached(Checkpoint.PLAN_BATCH);
        PlanDigest.Counts sum = digest.sum();
        if (reader != null && sum.planned() + sum.held == 0) {
            throw withoutTargets(loader, reader.format());
        }
        request.expectedDigest().ifPresent(expected -> checkExpected(expected, digest.hex()));
        Instant now = clock.instant();
        PlanDraft.Finished finished = draft.finish(
                digest,
                accepted,
                request.facts(),
                sheet,
                capabilities(accounts, planned),
                new SameList(request.reuse()),
                now);
        Duration duration = estimate.duration();
        return new PlanSummary(
                finished.job(),
                digest.hex(),
                digest.rows(),
                sum.planned(),
                sum.duplicates,
                sum.refused,
                sum.held,
                parts,
                Optional.ofNullable(reader).map(InputReader::format),
                Optional.ofNullable(reader).map(InputReader::origin),
                loader.problems(),
                loader.problemCounts(),
                holds.all(),
                carried,
                new PlanSummary.Estimate(estimate.requests(), duration, now, now.plus(duration)),
                Optional.ofNullable(finished.due()),
                finished.isNew() && request.probe() > 0 ? probes(draft, accounts, request) : List.of(),
                restored,
                Optional.ofNullable(reader).flatMap(InputReader::charset),
                Optional.ofNullable(reader).flatMap(InputReader::delimiter),
                sheet,
                reader == null ? 0 : reader.hiddenRows(),
                reader != null && reader.isHeaderAssumed(),
                holds.unmatched(),
                crowd,
                accepted);
    }

    private static Map<String, Capabilities> capabilities(
            PlanAccounts accounts, Map<Integer, AccountDescription> planned) {
        Map<String, Capabilities> capabilities = new LinkedHashMap<>();
        planned.values().forEach(account -> capabilities.put(account.name(), accounts.capabilities(account.name())));
        return capabilities;
    }

    /**
     * The numbers of a draft's hold list.
     *
     * @param all the number of ids on the hold list
     * @param unmatched the number of these ids that are in no row
     */
    private record HoldCounts(long all, long unmatched) {}

    private PlanDigest digest(PlanRequest request, PlanDraft draft, PlanLoader loader) {
        PlanDigest digest = new PlanDigest();
        ledger.read(view -> {
            digest.read(view, draft.number(), rows -> {
                request.progress().at(Step.DIGESTING, rows);
                PlanLoader.checkInterrupt();
            });
            return digest;
        });
        digest.check(
                loader.rows(),
                loader.problemCounts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        return digest;
    }

    private static void checkExpected(String expected, String digest) {
        if (!expected.equals(digest)) {
            throw new ErasureException(
                    Reason.NOT_CONFIRMED,
                    "the plan has the digest " + digest
                            + ", and not the expected digest, because the list, the accounts or the"
                            + " held ids differ; nothing was planned");
        }
    }

    private static long carryHolds(PlanDraft draft, @Nullable Job from) {
        if (from == null) {
            return 0;
        }
        return draft.write(tx -> tx.holds(draft.number()).addAllOf(from.number()));
    }

    private static void refuseRounded(
            PlanRequest request, InputReader reader, PlanDraft draft, PlanLoader loader, NearHolds nearHolds) {
        RoundedIds rounded = reader.rounded();
        if (rounded.any() && !request.accepted().contains(ListRisk.SPREADSHEET_NUMBER)) {
            new RoundedRows(draft, rounded, nearHolds).refuse(loader);
        }
    }

    private static ErasureException withoutTargets(PlanLoader loader, InputFormat format) {
        String refused = loader.problemCounts().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String first = loader.problems().isEmpty()
                ? ""
                : "; first: " + loader.problems().get(0).text(format);
        return new ErasureException(
                Reason.INPUT,
                loader.rows() == 0
                        ? "the list has no rows, so there is nothing to plan"
                        : "no row of the list became a target, so nothing was planned; refused: " + refused + first
                                + (loader.problemCounts().containsKey(ProblemCode.MALFORMED_UTF8)
                                        ? "; if the list has another charset, name it, such as --charset GB18030"
                                        : ""));
    }

    private static Map<ListRisk, Long> loadHolds(PlanDraft draft, PlanRequest request, NearHolds nearHolds) {
        InputSource list = request.holds().orElse(null);
        if (list == null) {
            return Map.of();
        }
        List<byte[]> batch = new ArrayList<>();
        InputReader.HoldFacts read = InputReader.readHolds(list, request.holdOptions(), "--hold-", (id, line) -> {
            nearHolds.add(id, line);
            batch.add(draft.cipher().hash(id));
            if (batch.size() == HOLDS_PER_COMMIT) {
                storeHolds(draft, batch);
            }
        });
        storeHolds(draft, batch);
        if (read.format() == InputFormat.XLSX) {
            nearHolds.holdsAreInWorkbook();
        }
        return read.accepted();
    }

    private static void storeHolds(PlanDraft draft, List<byte[]> batch) {
        draft.write(tx -> {
            HoldList holds = tx.holds(draft.number());
            batch.forEach(holds::add);
            return batch.size();
        });
        batch.clear();
    }

    private List<PlanSummary.Probe> probes(PlanDraft draft, PlanAccounts accounts, PlanRequest request) {
        Prober prober = new Prober(draft, random);
        List<PlanSummary.Probe> probes = new ArrayList<>();
        long[] reads = new long[1];
        accounts.planned()
                .forEach((number, account) -> probes.add(prober.probe(
                        number,
                        account.name(),
                        accounts.repository(account.name()),
                        request.probe(),
                        () -> request.progress().at(Step.READING_BACK, ++reads[0]))));
        return probes;
    }
}
