package io.efface.erasure.internal.page;

import io.efface.erasure.ReportSummary;
import java.util.List;

/**
 * Writes the certificate of a finished job as an HTML page. Its first lines state what was not erased and what the evidence does not show.
 */
public final class CertificatePage {
    private final Page page;
    private final Html html;
    private final Texts texts;
    private final ReportSummary summary;

    private CertificatePage(PageContent content) {
        this.page = new Page(content);
        this.html = page.html;
        this.texts = page.texts;
        this.summary = content.summary();
    }

    /** Returns the page. */
    public static String of(PageContent content) {
        return new CertificatePage(content).write();
    }

    private String write() {
        List<String> exceptions = page.findings.exceptions();
        String title = texts.get(exceptions.isEmpty() ? "certificate.title" : "certificate.titleExceptions");
        page.begin(texts.get("certificate.pageTitle", title, summary.status().name()), "certificate");
        html.open("header", "class", "verdict " + (exceptions.isEmpty() ? "good" : "bad"));
        html.element("p", texts.get("report.job", summary.status().name()), "class", "eyebrow");
        html.element("h1", title);
        html.element(
                "p",
                texts.get(
                        "verdict.numbers",
                        summary.status().done(),
                        summary.planned(),
                        summary.evidence().getOrDefault("VERIFIED_ABSENT", 0L)));
        page.findings();
        html.element("p", texts.get("verdict.target"), "class", "note");
        html.close();
        request();
        page.section("outcomes", texts.get("outcomes.heading"));
        Outcomes.table(page);
        page.paragraph(texts.get("certificate.evidence"));
        html.close();
        page.section("limits", texts.get("limits.heading"));
        page.list(page.findings.limits());
        html.close();
        page.section("receipts", texts.get("receipts.heading"));
        page.receipts();
        html.close();
        signature();
        return page.end();
    }

    private void request() {
        page.section("request", texts.get("request.heading"));
        page.request();
        page.facts();
        page.fact("job.plannedAt", page.time(summary.status().plannedAt()));
        page.fact("certificate.sealedAt", page.time(summary.status().receipts().sealedAt()));
        page.fact("certificate.version", page.content.version());
        html.close();
        html.close();
    }

    private void signature() {
        page.section("signature", texts.get("signature.heading"));
        page.paragraph(texts.get("signature.text"));
        html.open("div", "class", "signature");
        for (String part : List.of("signature.name", "signature.date", "signature.sign")) {
            html.open("div");
            html.element("span", texts.get(part));
            html.close();
        }
        html.close();
        html.close();
    }
}
