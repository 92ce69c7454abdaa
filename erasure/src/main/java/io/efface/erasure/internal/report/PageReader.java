package io.efface.erasure.internal.report;

import io.efface.erasure.Report;
import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.RecordedCapabilities;
import io.efface.erasure.internal.ledger.RecordedRequest;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.page.PageContent;
import io.efface.erasure.internal.page.Timeline;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.SealKey;
import java.lang.module.ModuleDescriptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the pages about a job show. The rows are read once, one after the other. For one thread. */
final class PageReader {
    private final Transaction tx;
    private final Job job;
    private final @Nullable JobCipher cipher;
    private final Map<String, Map<String, Long>> outcomes = new TreeMap<>();
    private final Timeline timeline = new Timeline();
    private final List<ReportRow> held = new ArrayList<>();
    private final List<ReportRow> notErased = new ArrayList<>();
    private long heldCount;
    private long notErasedCount;
    private long notProcessedCount;

    /**
     * Creates a reader.
     *
     * @param cipher the cipher that decrypts ids for a page with ids, or null
     */
    PageReader(Transaction tx, Job job, @Nullable JobCipher cipher) {
        this.tx = tx;
        this.job = job;
        this.cipher = cipher;
    }

    PageContent read(ReportSummary summary, @Nullable SealKey key, PageOptions options) {
        try (ReportRows rows = new ReportRows(tx, job.number(), cipher, true)) {
            for (ReportRow row = rows.next(); row != null; row = rows.next()) {
                add(row);
            }
        }
        Set<String> holds = holdsOf(held);
        return new PageContent(
                options,
                version(),
                key == null ? null : key.fingerprint(),
                summary,
                outcomes,
                timeline,
                errors(),
                new PageContent.Rows(
                        heldCount,
                        held.stream().map(row -> row(row, why(row, holds))).toList()),
                new PageContent.Rows(
                        notErasedCount,
                        notErased.stream().map(row -> row(row, "")).toList()),
                notProcessedCount,
                cipher != null,
                RecordedCapabilities.read(RecordedRequest.plan(tx.events(job.number()))));
    }

    private void add(ReportRow row) {
        String state = row.cell("state");
        String outcome = row.cell("outcome");
        boolean isDone = state.equals(TargetState.DONE.name());
        outcomes.computeIfAbsent(row.cell("account"), account -> new LinkedHashMap<>())
                .merge(isDone && !outcome.isEmpty() ? outcome : state, 1L, Long::sum);
        if (state.equals(TargetState.DUPLICATE.name())) {
            return;
        }
        if (isDone) {
            if (row.fields().get("outcomeAt") instanceof Instant at) {
                timeline.add(at);
            }
        } else if (row.held()) {
            heldCount++;
            addFirst(held, row);
        } else if (state.equals(TargetState.PENDING.name()) && details(row).isEmpty()) {
            notProcessedCount++;
        } else {
            notErasedCount++;
            addFirst(notErased, row);
        }
    }

    private static void addFirst(List<ReportRow> rows, ReportRow row) {
        if (rows.size() < PageContent.MOST_ROWS) {
            rows.add(row);
        }
    }

    /** Returns those hashes of the persons and subjects in the rows that are on the hold list. */
    private Set<String> holdsOf(List<ReportRow> rows) {
        Set<String> hashes = new HashSet<>();
        rows.forEach(row -> {
            hashes.add(row.cell("person"));
            hashes.add(row.cell("subject"));
        });
        Set<String> found = new HashSet<>();
        if (!rows.isEmpty()) {
            tx.holds(job.number()).hashes().forEach(hash -> {
                String hex = HexFormat.of().formatHex(hash);
                if (hashes.contains(hex)) {
                    found.add(hex);
                }
            });
        }
        return found;
    }

    private static String why(ReportRow row, Set<String> holds) {
        String person = row.cell("person");
        boolean ofPerson = holds.contains(person);
        boolean ofSubject = holds.contains(row.cell("subject"));
        if (ofPerson && ofSubject && !person.equals(row.cell("subject"))) {
            return "PERSON_AND_SUBJECT";
        }
        return ofPerson ? "PERSON" : ofSubject ? "SUBJECT" : "DUPLICATE";
    }

    private static List<String> details(ReportRow row) {
        return Stream.of("problem", "kind", "vendorCode", "requestId")
                .map(row::cell)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    private static PageContent.Row row(ReportRow row, String why) {
        return new PageContent.Row(
                row.cell("line"),
                row.cell("account"),
                row.cell("state"),
                why,
                details(row),
                (String) row.fields().get("subjectId"),
                (String) row.fields().get("personId"));
    }

    /** Counts the attempts that ended with an error by the kind of the error, the most frequent kind first. */
    private Map<String, Long> errors() {
        Map<String, Long> errors = new TreeMap<>();
        EventReader reader = new EventReader();
        try (Cursor<byte[]> events = tx.events(job.number()).ofTypes(EventType.OUTCOME)) {
            for (byte[] event = events.next(); event != null; event = events.next()) {
                if (reader.read(event) != null
                        && reader.event() instanceof TargetEvent.Outcome outcome
                        && outcome.kind() != null) {
                    errors.merge(outcome.kind().name(), 1L, Long::sum);
                }
            }
        }
        Map<String, Long> sorted = new LinkedHashMap<>();
        errors.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(error -> sorted.put(error.getKey(), error.getValue()));
        return sorted;
    }

    /** Returns the version in the manifest of the jar or, on the module path, the version of the module. */
    private static String version() {
        return Optional.ofNullable(Report.class.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(Report.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion))
                .orElse("(not from a jar)");
    }
}
