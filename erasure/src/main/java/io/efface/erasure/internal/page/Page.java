package io.efface.erasure.internal.page;

import io.efface.erasure.ReportSummary;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.keys.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts that the pages have in common. For one thread. */
final class Page {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter SHORT_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'");

    final Html html = new Html();
    final Texts texts;
    final PageContent content;
    final Findings findings;
    private List<String> columns = List.of();
    private int numbersFrom;

    Page(PageContent content) {
        this.content = content;
        this.texts = Texts.of(content.options().language());
        this.findings = new Findings(content, texts);
    }

    /** Writes everything before the content of the page, and opens the element {@code main}. */
    void begin(String title, String kind) {
        String css = css();
        html.open("html", "lang", texts.language());
        html.open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(css));
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", title);
        html.style(css);
        html.close();
        html.open("body", "class", kind);
        html.open("main");
    }

    /** Closes the page, and returns it. */
    String end() {
        html.close();
        html.open("footer");
        html.element("p", texts.get("footer.written", time(content.options().writtenAt()), content.version()));
        html.element("p", texts.get("footer.printed"), "class", "screen");
        html.close().close().close();
        return html.toString();
    }

    /** Returns the policy that forbids scripts, requests, frames and forms. Only the style of this page is allowed. */
    private static String policy(String css) {
        MessageDigest sha256 = Digests.sha256();
        String hash = Base64.getEncoder().encodeToString(sha256.digest(css.getBytes(StandardCharsets.UTF_8)));
        return "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'";
    }

    private static String css() {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("page.css"), "page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of this library cannot be read", e);
        }
    }

    /** Opens a section with a heading. */
    void section(String id, String heading) {
        html.open("section", "aria-labelledby", id);
        html.element("h2", heading, "id", id);
    }

    void paragraph(String text) {
        html.element("p", text);
    }

    void list(List<String> sentences) {
        html.open("ul");
        sentences.forEach(sentence -> html.element("li", sentence));
        html.close();
    }

    /** Writes the exceptions and the notes. */
    void findings() {
        List<String> exceptions = findings.exceptions();
        List<String> all = new ArrayList<>(exceptions);
        all.addAll(findings.notes());
        if (exceptions.isEmpty()) {
            paragraph(texts.get("findings.none"));
        }
        if (!all.isEmpty()) {
            html.element("h2", texts.get("findings.heading"));
            list(all);
        }
    }

    /** Opens a list of names and values. */
    void facts() {
        html.open("dl");
    }

    /** Writes a name and its value. A missing value is written as a dash. */
    void fact(String key, @Nullable Object value, String... attributes) {
        html.open("div");
        html.element("dt", texts.get(key));
        html.element("dd", value == null ? texts.get("none") : value.toString(), attributes);
        html.close();
    }

    /** Writes the facts about the request. */
    void request() {
        RequestFacts request = content.summary().request();
        facts();
        fact("request.reference", request.reference());
        fact(
                "request.reason",
                request.reason() == null
                        ? null
                        : texts.get("reason", request.reason(), texts.get("reason." + request.reason())));
        fact("request.requestedAt", request.requestedAt());
        fact("request.approvedBy", request.approvedBy());
        html.close();
    }

    /** Writes the facts about the receipts and the commands that check them. */
    void receipts() {
        ReportSummary summary = content.summary();
        facts();
        fact("receipts.ledger", summary.status().ledger(), "class", "code");
        fact("receipts.digest", summary.status().digest(), "class", "code");
        fact(
                "receipts.seals",
                texts.get(
                        "receipts.sealsText",
                        summary.status().receipts().events(),
                        summary.status().receipts().seals(),
                        summary.status().receipts().unsealed()));
        fact("receipts.lastSeal", summary.status().receipts().lastSeal(), "class", "code");
        fact("receipts.sealedAt", time(summary.status().receipts().sealedAt()));
        fact("receipts.key", content.keyFingerprint(), "class", "code");
        html.close();
        paragraph(texts.get("receipts.how"));
        String job = summary.status().name();
        html.element(
                "pre",
                "efface receipts verify --ledger sqlite:LEDGER \\\n    --job " + job + " --public-key signing.pub\n"
                        + "efface receipts export --ledger sqlite:LEDGER \\\n    --job " + job + " --to DIRECTORY",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                texts.get("receipts.commands"));
        paragraph(texts.get("receipts.hand"));
    }

    /**
     * Opens a table. On a narrow screen, each row becomes a block in which every value follows its heading.
     *
     * @param firstNumber the index of the first column with numbers
     */
    void table(String caption, List<String> headings, int firstNumber) {
        columns = List.copyOf(headings);
        numbersFrom = firstNumber;
        html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", caption);
        html.open("table");
        html.open("thead").open("tr");
        for (int i = 0; i < headings.size(); i++) {
            html.element("th", headings.get(i), "scope", "col", "class", i >= firstNumber ? "number" : "text");
        }
        html.close().close();
        html.open("tbody");
    }

    /** Writes a row of the table that was opened last. The first cell is the heading of the row. */
    void row(List<String> cells) {
        html.open("tr");
        for (int i = 0; i < cells.size(); i++) {
            if (i == 0) {
                html.element("th", cells.get(i), "scope", "row");
            } else {
                html.open("td", "class", i >= numbersFrom ? "number" : "text");
                html.element("span", columns.get(i), "class", "label", "aria-hidden", "true");
                html.element("span", cells.get(i), "class", "value");
                html.close();
            }
        }
        html.close();
    }

    /** Closes a table. */
    void endTable() {
        html.close().close().close();
    }

    /** Returns a code together with its meaning. */
    String label(String code) {
        String key = "code." + code;
        return texts.has(key) ? texts.get("label", code, texts.get(key)) : code;
    }

    /** Returns a time in UTC, or a dash. */
    String time(@Nullable Instant at) {
        return at == null
                ? texts.get("none")
                : TIME.format(at.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    /** Returns a time in UTC in the short form of charts. */
    static String shortTime(Instant at) {
        return SHORT_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    /** Returns a length of time in the largest unit in which it is a whole number. */
    String duration(long seconds) {
        if (seconds % 86_400 == 0) {
            return texts.get("unit.day", seconds / 86_400);
        }
        if (seconds % 3_600 == 0) {
            return texts.get("unit.hour", seconds / 3_600);
        }
        return seconds % 60 == 0 ? texts.get("unit.minute", seconds / 60) : texts.get("unit.second", seconds);
    }
}
