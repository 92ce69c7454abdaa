package io.efface.erasure.internal.page;

import io.efface.erasure.JobStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the table of the outcomes by account. */
final class Outcomes {
    /** The outcomes in the order of the columns. Other names follow them. */
    private static final List<String> ORDER = List.of(
            "DELETED",
            "ALREADY_ABSENT",
            "DONE",
            "PENDING",
            "IN_FLIGHT",
            "UNKNOWN",
            "FAILED",
            "PARTIAL",
            "PRESENT",
            "HELD",
            "REFUSED",
            "DUPLICATE");

    private Outcomes() {}

    /** Writes the section with the table and the explanation of its columns. */
    static void write(Page page) {
        page.section("outcomes", page.texts.get("outcomes.heading"));
        table(page);
        page.html.close();
    }

    /** Writes the table and the explanation of its columns. */
    static void table(Page page) {
        Map<String, Map<String, Long>> outcomes = page.content.outcomes();
        Set<String> columns = new LinkedHashSet<>(ORDER);
        outcomes.values().forEach(counts -> columns.addAll(counts.keySet()));
        columns.removeIf(name -> outcomes.values().stream().noneMatch(counts -> counts.containsKey(name)));
        List<String> headings =
                new ArrayList<>(List.of(page.texts.get("rows.account"), page.texts.get("outcomes.place")));
        headings.addAll(columns);
        page.table(page.texts.get("outcomes.heading"), headings, 2);
        for (JobStatus.Account account : page.content.summary().status().accounts()) {
            row(
                    page,
                    account.name(),
                    account.provider() + ", " + AccountTexts.where(account, page.texts),
                    outcomes.getOrDefault(account.name(), Map.of()),
                    columns);
        }
        if (outcomes.containsKey("")) {
            row(
                    page,
                    page.texts.get("outcomes.noAccount"),
                    page.texts.get("none"),
                    outcomes.getOrDefault("", Map.of()),
                    columns);
        }
        page.endTable();
        page.html.open("dl", "class", "legend");
        for (String column : columns) {
            if (page.texts.has("code." + column)) {
                page.html.open("div");
                page.html.element("dt", column);
                page.html.element("dd", page.texts.get("code." + column));
                page.html.close();
            }
        }
        page.html.close();
    }

    private static void row(Page page, String name, String place, Map<String, Long> counts, Set<String> columns) {
        List<String> cells = new ArrayList<>(List.of(name, place));
        columns.forEach(column -> cells.add(Texts.number(counts.getOrDefault(column, 0L))));
        page.row(cells);
    }
}
