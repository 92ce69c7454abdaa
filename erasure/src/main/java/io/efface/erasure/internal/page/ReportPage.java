package io.efface.erasure.internal.page;

import io.efface.Evidence;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.ReportSummary.Remark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the report of a job as an HTML page. */
public final class ReportPage {
    private final Page page;
    private final Html html;
    private final Texts texts;
    private final PageContent content;
    private final ReportSummary summary;
    private final Charts charts;

    private ReportPage(PageContent content) {
        this.page = new Page(content);
        this.html = page.html;
        this.texts = page.texts;
        this.content = content;
        this.summary = content.summary();
        this.charts = new Charts(html);
    }

    /** Returns the page. */
    public static String of(PageContent content) {
        return new ReportPage(content).write();
    }

    private String write() {
        String job = summary.status().name();
        page.begin(texts.get("report.title", job), "report");
        verdict(job);
        request();
        Outcomes.write(page);
        progress();
        errors();
        held();
        notErased();
        evidence();
        limits();
        page.section("receipts", texts.get("receipts.heading"));
        page.receipts();
        html.close();
        return page.end();
    }

    private void verdict(String job) {
        html.open("header", "class", "verdict " + (isGood() ? "good" : "bad"));
        html.element("p", texts.get("report.job", job), "class", "eyebrow");
        html.element("h1", texts.get("verdict." + verdict()));
        html.element(
                "p",
                texts.get("verdict.numbers", done(), summary.planned(), count("VERIFIED_ABSENT", summary.evidence())));
        html.element("p", texts.get("verdict.target"), "class", "note");
        page.findings();
        html.close();
        html.open("ul", "class", "tiles", "aria-label", texts.get("tiles.heading"));
        tile("tile.planned", summary.planned());
        tile("tile.erased", done());
        tile("tile.verified", count("VERIFIED_ABSENT", summary.evidence()));
        tile("tile.left", summary.planned() - done());
        tile("tile.held", summary.held());
        tile("tile.refused", summary.refused());
        html.close();
        page.paragraph(texts.get(
                "subjects",
                summary.subjects().total(),
                summary.subjects().erased(),
                summary.subjects().held(),
                summary.subjects().left()));
        page.findings.explanations().forEach(page::paragraph);
    }

    /** Returns whether the job is complete, and no remark weakens this result. Held targets do not weaken it. */
    private boolean isGood() {
        return summary.complete()
                && summary.remarks().stream()
                        .noneMatch(remark -> Set.of(Remark.EVERYBODY_ABSENT, Remark.EVERYBODY_HELD, "NOT_READ_BACK")
                                .contains(remark.code()));
    }

    private String verdict() {
        ReceiptsCheck check = summary.check();
        if (check == null) {
            return "NOT_CHECKED";
        }
        if (!check.isSound()) {
            return "NOT_CONFIRMED";
        }
        if (!summary.complete()) {
            return "NOT_COMPLETE";
        }
        return summary.held() > 0 ? "COMPLETE_EXCEPT_HELD" : "COMPLETE";
    }

    private long done() {
        return summary.status().done();
    }

    private static long count(String name, Map<String, Long> counts) {
        return counts.getOrDefault(name, 0L);
    }

    private void tile(String key, long number) {
        html.open("li");
        html.element("strong", Texts.number(number));
        html.element("span", texts.get(key));
        html.close();
    }

    private void request() {
        page.section("job", texts.get("job.heading"));
        if (summary.request().isEmpty()) {
            page.paragraph(texts.get("request.none"));
        } else {
            page.request();
        }
        page.facts();
        page.fact("job.name", summary.status().name());
        page.fact("job.state", page.label(summary.status().state().name()));
        page.fact("job.plannedAt", page.time(summary.status().plannedAt()));
        page.fact("job.dueAt", page.time(summary.status().dueAt()));
        page.fact(
                "job.rows",
                texts.get(
                        "job.rowsText",
                        summary.status().rows(),
                        summary.planned(),
                        summary.held(),
                        summary.refused(),
                        summary.duplicates()));
        html.close();
        html.close();
    }

    private void progress() {
        Timeline timeline = content.timeline();
        page.section("progress", texts.get("progress.heading"));
        if (timeline.total() == 0) {
            page.paragraph(texts.get("progress.none"));
            html.close();
            return;
        }
        Instant start = timeline.start();
        Instant end = timeline.end();
        String length = page.duration(timeline.seconds());
        long most = timeline.counts().stream().mapToLong(Long::longValue).max().orElse(0);
        html.open("div", "class", "charts");
        html.open("figure");
        html.element("figcaption", texts.get("progress.sums"));
        charts.sums(
                timeline.counts(),
                texts.get("progress.sums"),
                texts.get("progress.sumsText", timeline.total(), page.time(start), page.time(end)),
                Texts.number(timeline.total()),
                Page.shortTime(start),
                Page.shortTime(end));
        html.close();
        html.open("figure");
        html.element("figcaption", texts.get("progress.rate", length));
        charts.columns(
                timeline.counts(),
                texts.get("progress.rate", length),
                texts.get("progress.rateText", length, most),
                Texts.number(most),
                Page.shortTime(start),
                Page.shortTime(end));
        html.close();
        html.close();
        page.paragraph(texts.get("progress.note", page.time(start), page.time(end)));
        html.close();
    }

    private void errors() {
        page.section("errors", texts.get("errors.heading"));
        if (content.errors().isEmpty()) {
            page.paragraph(texts.get("errors.none"));
        } else {
            long all = content.errors().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            html.open("figure");
            html.element("figcaption", texts.get("errors.caption"));
            charts.bars(
                    content.errors(),
                    texts.get("errors.caption"),
                    texts.get("errors.text", all, texts(content.errors())));
            html.close();
            page.paragraph(texts.get("errors.note"));
        }
        html.close();
    }

    private String texts(Map<String, Long> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((name, count) -> parts.add(name + " " + Texts.number(count)));
        return String.join(texts.get("separator"), parts);
    }

    private void held() {
        page.section("held", texts.get("held.heading"));
        PageContent.Rows held = content.held();
        if (held.count() == 0) {
            page.paragraph(texts.get("held.none", summary.status().holds()));
        } else {
            page.paragraph(texts.get("held.text", held.count(), summary.status().holds()));
            rows(held, texts.get("held.heading"), true);
        }
        html.close();
    }

    private void notErased() {
        page.section("not-erased", texts.get("notErased.heading"));
        PageContent.Rows rows = content.notErased();
        long all = rows.count() + content.notProcessed();
        page.paragraph(all == 0 ? texts.get("notErased.none") : texts.get("notErased.text", all));
        if (content.notProcessed() > 0) {
            page.paragraph(texts.get("notErased.notProcessed", content.notProcessed()));
        }
        if (rows.count() > 0) {
            rows(rows, texts.get("notErased.heading"), false);
        }
        html.close();
    }

    private void rows(PageContent.Rows rows, String caption, boolean isHeld) {
        List<String> headings = new ArrayList<>(List.of(
                texts.get(summary.status().sheet().isPresent() ? "rows.row" : "rows.line"),
                texts.get("rows.account"),
                texts.get("rows.state"),
                texts.get(isHeld ? "rows.why" : "rows.details")));
        if (content.withIds()) {
            headings.add(texts.get("rows.subject"));
            headings.add(texts.get("rows.person"));
        }
        page.table(caption, headings, headings.size());
        for (PageContent.Row row : rows.first()) {
            List<String> cells = new ArrayList<>(List.of(
                    row.line(),
                    row.account().isEmpty() ? texts.get("none") : row.account(),
                    page.label(row.state()),
                    isHeld ? texts.get("held.why." + row.why()) : details(row)));
            if (content.withIds()) {
                cells.add(row.subject() == null ? texts.get("none") : row.subject());
                cells.add(row.person() == null ? texts.get("none") : row.person());
            }
            page.row(cells);
        }
        page.endTable();
        if (rows.count() > rows.first().size()) {
            page.paragraph(texts.get("rows.more", rows.count() - rows.first().size()));
        }
    }

    private String details(PageContent.Row row) {
        return row.details().isEmpty() ? texts.get("none") : String.join(texts.get("separator"), row.details());
    }

    private void evidence() {
        page.section("evidence", texts.get("evidence.heading"));
        page.paragraph(texts.get("evidence.text"));
        Map<String, Long> levels = new LinkedHashMap<>();
        Evidence[] values = Evidence.values();
        for (int i = values.length - 1; i >= 0; i--) {
            levels.put(values[i].name(), count(values[i].name(), summary.evidence()));
        }
        if (summary.evidence().containsKey("NONE")) {
            levels.put("NONE", count("NONE", summary.evidence()));
        }
        page.table(
                texts.get("evidence.heading"),
                List.of(texts.get("evidence.level"), texts.get("evidence.meaning"), texts.get("evidence.count")),
                2);
        levels.forEach((level, count) -> page.row(List.of(level, texts.get("evidence." + level), Texts.number(count))));
        page.endTable();
        html.close();
    }

    private void limits() {
        page.section("limits", texts.get("limits.heading"));
        page.list(page.findings.limits());
        html.close();
    }
}
