package io.efface.erasure.internal.plan;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.HoldChange;
import io.efface.erasure.Holds;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputReader;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.AcceptedRisks;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.RecordedSheet;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes the hold lists of a ledger's jobs. Thread-safe. */
public final class HoldListEditor {
    private final LedgerStore ledger;
    private final KeyFolder keys;
    private final Clock clock;

    public HoldListEditor(LedgerStore ledger, KeyFolder keys, Clock clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Adds the ids of a list to a job's hold list, or removes them. If the call fails, the hold list stays unchanged.
     *
     * @param add true to add the ids, false to remove them
     * @throws ErasureException as {@link Holds#add} and {@link Holds#remove} do
     */
    public HoldChange change(String name, InputSource list, ListOptions options, boolean add) {
        Job job = ledger.job(name);
        checkState(job);
        JobCipher cipher = keys.job(ledger.id(), job.number(), job.keys()).cipher();
        JobReceipts receipts = new JobReceipts(ledger, keys, clock);
        receipts.open(job, false);
        receipts.requireRecordedHolds(ledger.job(name));
        List<byte[]> hashes = new ArrayList<>();
        NearHolds near = new NearHolds(cipher);
        Map<ListRisk, Long> accepted = new EnumMap<>(ListRisk.class);
        InputReader.HoldFacts read = InputReader.readHolds(list, options, "--", (id, line) -> {
            hashes.add(cipher.hash(id));
            near.add(id, line);
        });
        accepted.putAll(read.accepted());
        if (read.format() == InputFormat.XLSX) {
            near.holdsAreInWorkbook();
        }
        if (add) {
            compare(job, cipher, near);
            if (!options.accepted().contains(ListRisk.NEAR_HOLD)) {
                near.check();
            } else if (near.count() > 0) {
                accepted.put(ListRisk.NEAR_HOLD, near.count());
            }
        }
        List<byte[]> distinct = distinct(hashes);
        return ledger.writer().write(tx -> {
            Job now = tx.jobs()
                    .find(name)
                    .filter(there -> there.number() == job.number())
                    .orElseThrow(() -> new ErasureException(
                            Reason.WRONG_STATE,
                            "the job '" + name + "' was replaced during the change; change its hold list again"));
            checkState(now);
            HoldList holds = tx.holds(job.number());
            HoldChange change = apply(holds, distinct, add);
            if (!add && change.targets() > 0) {
                tx.jobs().setPlannedTargets(job.number(), holds.countUnheldTargets());
            }
            tx.events(job.number())
                    .add(Event.of(EventType.HOLDS_CHANGED, clock.instant())
                            .with("change", add ? "added" : "removed")
                            .with("ids", change.ids())
                            .with("changed", change.changed())
                            .with("targets", change.targets())
                            .with("size", change.size())
                            .with("sha256", digest(distinct))
                            .with("accepted", AcceptedRisks.field(accepted))
                            .with("holdsSha256", holds.sha256()));
            return change;
        });
    }

    /** Compares the held ids with all rows whose own person and subject are not held. */
    private void compare(Job job, JobCipher cipher, NearHolds near) {
        ledger.read(tx -> {
            if (RecordedSheet.read(tx.events(job.number())).isPresent()) {
                near.rowsAreInWorkbook();
            }
            tx.holds(job.number()).unheldRows().forEach(row -> {
                String person = row.person(cipher);
                String subject = row.hasSubject() ? row.subject(cipher) : person;
                near.compare(row.line(), person, row.personHash(), subject, row.subjectHash());
            });
            return near.count();
        });
    }

    private static void checkState(Job job) {
        if (job.state() != JobState.PLANNED && job.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the hold list of the job '" + job.name() + "' cannot be changed, because the job "
                            + (job.state() == JobState.PLANNING ? "is not planned yet" : "has been scrubbed"));
        }
    }

    private static HoldChange apply(HoldList holds, List<byte[]> hashes, boolean add) {
        Set<Long> started = new HashSet<>();
        Set<Long> erased = new HashSet<>();
        long changed = 0;
        long unmatched = 0;
        long targets = 0;
        for (byte[] hash : hashes) {
            changed += (add ? holds.add(hash) : holds.remove(hash)) ? 1 : 0;
            targets += add ? holds.hold(hash) : holds.release(hash);
            List<HoldList.Match> matches = holds.targets(hash);
            unmatched += matches.isEmpty() ? 1 : 0;
            for (HoldList.Match match : matches) {
                if (match.state() == TargetState.DONE) {
                    erased.add(match.target());
                } else if (match.maybeEarlier() || isStarted(match.state())) {
                    started.add(match.target());
                }
            }
        }
        return new HoldChange(hashes.size(), changed, unmatched, targets, started.size(), erased.size(), holds.size());
    }

    private static boolean isStarted(TargetState state) {
        return switch (state) {
            case IN_FLIGHT, PARTIAL, FAILED, UNKNOWN, PRESENT -> true;
            case PENDING, DONE, HELD, REFUSED, DUPLICATE -> false;
        };
    }

    private static List<byte[]> distinct(List<byte[]> hashes) {
        hashes.sort(Arrays::compareUnsigned);
        List<byte[]> distinct = new ArrayList<>(hashes.size());
        for (byte[] hash : hashes) {
            if (distinct.isEmpty() || !Arrays.equals(distinct.get(distinct.size() - 1), hash)) {
                distinct.add(hash);
            }
        }
        return distinct;
    }

    /** Returns the SHA-256 over the keyed hashes in their order, each in hex on a line of its own. */
    private static String digest(List<byte[]> hashes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] hash : hashes) {
                sha256.update((HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
