package io.efface.erasure.internal.page;

import io.efface.erasure.JobStatus;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.ReportSummary.Remark;
import io.efface.erasure.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader of a page must know before anything else: what was not erased, and what weakens the evidence. */
final class Findings {
    /** The remarks that are exceptions, the most important first. The other remarks explain the numbers. */
    private static final List<String> BEFORE_STATES =
            List.of("RECEIPTS_BROKEN", "ROWS_DIFFER", "NOT_CHECKED", Remark.EVERYBODY_ABSENT, Remark.EVERYBODY_HELD);

    private static final List<TargetState> STATES = List.of(
            TargetState.UNKNOWN,
            TargetState.IN_FLIGHT,
            TargetState.PENDING,
            TargetState.FAILED,
            TargetState.PARTIAL,
            TargetState.PRESENT);

    private static final List<String> AFTER_STATES = List.of(
            "FACES_NOT_ERASED",
            "NOT_READ_BACK",
            "REFUSED",
            "REFUSED_WITHOUT_SUBJECT",
            "HELD",
            "HELD_WITH_HISTORY",
            "MAYBE_BY_EARLIER_ATTEMPT",
            "DATABASE_REPLACED",
            "ID_AGAINST_RULE",
            "ACCEPTED",
            "OVERRIDDEN",
            "UNSEALED",
            "ROWS_UNSEALED",
            "TAIL_NOT_AUTHENTICATED",
            "CHECK_LIMITED");

    private final PageContent content;
    private final Texts texts;

    Findings(PageContent content, Texts texts) {
        this.content = content;
        this.texts = texts;
    }

    /** Returns the exceptions as sentences, the most important first. */
    List<String> exceptions() {
        ReportSummary summary = content.summary();
        List<String> sentences = new ArrayList<>();
        BEFORE_STATES.forEach(code -> addRemark(sentences, code));
        for (TargetState state : STATES) {
            long count = summary.outcomes().getOrDefault(state.name(), 0L);
            if (count > 0) {
                sentences.add(texts.get("finding." + state, count));
            }
        }
        AFTER_STATES.forEach(code -> addRemark(sentences, code));
        for (String evidence : List.of("INFERRED", "ACCEPTED", "NONE")) {
            long count = summary.evidence().getOrDefault(evidence, 0L);
            if (count > 0) {
                sentences.add(texts.get("finding.evidence." + evidence, count));
            }
        }
        for (JobStatus.Account account : summary.status().accounts()) {
            if (account.paused() != null) {
                sentences.add(texts.get(
                        "finding.ACCOUNT_PAUSED",
                        AccountTexts.label(account, texts),
                        String.valueOf(account.paused())));
            }
        }
        addUnknownRemarks(sentences);
        return sentences;
    }

    /** Returns what weakens the evidence of every target, as sentences: behaviour that a vendor does not document, and an unusual list. */
    List<String> notes() {
        List<String> sentences = new ArrayList<>();
        addUndocumented(sentences);
        String fromJob = content.summary().status().fromJob();
        if (fromJob != null) {
            sentences.add(texts.get("finding.PLANNED_FROM_JOB", fromJob));
        }
        return sentences;
    }

    private void addRemark(List<String> sentences, String code) {
        content.summary().remarks().stream()
                .filter(remark -> remark.code().equals(code))
                .findFirst()
                .ifPresent(first -> sentences.add(texts.get("finding." + code, count(code))));
    }

    /** Returns the sum of the counts of the remarks with a code. */
    private long count(String code) {
        return content.summary().remarks().stream()
                .filter(remark -> remark.code().equals(code))
                .mapToLong(Remark::count)
                .sum();
    }

    private void addUndocumented(List<String> sentences) {
        Map<String, List<String>> undocumented = content.undocumented();
        if (undocumented == null) {
            sentences.add(texts.get("finding.UNDOCUMENTED_UNKNOWN"));
            return;
        }
        undocumented.forEach((account, claims) -> {
            if (!claims.isEmpty()) {
                sentences.add(texts.get(
                        "finding.UNDOCUMENTED",
                        account,
                        claims.stream().map(this::claim).collect(Collectors.joining(texts.get("separator")))));
            }
        });
    }

    private String claim(String name) {
        String key = "claim." + name;
        return texts.has(key) ? texts.get(key) : name;
    }

    /** Adds the English text of a remark that these pages do not know, so that no remark is lost. */
    private void addUnknownRemarks(List<String> sentences) {
        for (Remark remark : content.summary().remarks()) {
            if (!texts.has("finding." + remark.code())) {
                sentences.add((remark.count() > 0 ? Texts.number(remark.count()) + " " : "") + remark.text());
            }
        }
    }

    /** Returns the sentences that explain the numbers and are no exceptions. */
    List<String> explanations() {
        List<String> sentences = new ArrayList<>();
        for (String code : List.of("CHECKED", "SCRUBBED")) {
            addRemark(sentences, code);
        }
        return sentences;
    }

    /** Returns what no receipt can show, as sentences. */
    List<String> limits() {
        List<String> sentences = new ArrayList<>();
        for (String limit :
                List.of("VENDOR_COPIES", "OTHER_IDS", "LIST", "EXISTED", "RESTORED", "TIMES", "KEY_HOLDER")) {
            sentences.add(texts.get(limit.equals("VENDOR_COPIES") ? "finding.VENDOR_COPIES" : "limit." + limit));
        }
        return sentences;
    }
}
