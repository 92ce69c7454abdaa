package io.efface.cli.schema;

import static java.util.Comparator.comparingLong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Checks every JSON document that a command writes against its published schema. */
public final class JsonOutputs {
    private static final String LAST_LINE = "cli/last-line.json";
    private static final String ERASE = "cli/erase.json";
    private static final String REPORT = "report.json";

    /** The schemas of the lines of each command with {@code --json}. */
    private static final Map<String, List<String>> SCHEMAS = new TreeMap<>(Map.ofEntries(
            Map.entry("delete-person", List.of("cli/delete-person.json")),
            Map.entry("delete-faces", List.of("cli/delete-faces.json")),
            Map.entry("find-person", List.of("cli/find-person.json")),
            Map.entry("doctor", List.of("cli/doctor.json")),
            Map.entry("providers", List.of("cli/providers.json")),
            Map.entry("erase", List.of(ERASE)),
            Map.entry("plan", List.of("cli/plan.json", LAST_LINE)),
            Map.entry("run", List.of("cli/run.json", "cli/run-preview.json", "cli/run-detached.json", LAST_LINE)),
            Map.entry("stop", List.of("cli/stop.json", LAST_LINE)),
            Map.entry("verify", List.of("cli/verify.json", LAST_LINE)),
            Map.entry("status", List.of("cli/status.json", "cli/status-list.json", LAST_LINE)),
            Map.entry(
                    "report",
                    List.of(REPORT, "cli/report-person-search.json", "cli/report-person-job.json", LAST_LINE)),
            Map.entry("hold add", List.of("cli/hold-change.json", LAST_LINE)),
            Map.entry("hold remove", List.of("cli/hold-change.json", LAST_LINE)),
            Map.entry("receipts verify", List.of("cli/receipts-verify.json", LAST_LINE)),
            Map.entry("receipts export", List.of("cli/receipts-export.json", LAST_LINE)),
            Map.entry("receipts repair", List.of("cli/receipts-repair.json", LAST_LINE)),
            Map.entry("keys init", List.of("cli/keys-init.json", LAST_LINE)),
            Map.entry("keys destroy-data-key", List.of("cli/scrub.json", LAST_LINE)),
            Map.entry("scrub", List.of("cli/scrub.json", LAST_LINE))));

    private final Schemas schemas;
    private final Map<String, List<String>> documents = new TreeMap<>();

    public JsonOutputs(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Returns the commands whose output is checked. */
    public static Set<String> commands() {
        return new TreeSet<>(SCHEMAS.keySet());
    }

    /** Returns all documents that were checked, by the names of their schemas. */
    public Map<String, List<String>> documents() {
        return documents;
    }

    /** Checks what a command wrote: its standard output, an export of receipts, and files with JSON. */
    public void check(String[] arguments, int exitCode, String output) {
        List<String> words =
                Arrays.stream(arguments).takeWhile(word -> !word.equals("--")).toList();
        String command = String.join(" ", words.subList(0, Math.min(words.size(), 2)));
        if (!SCHEMAS.containsKey(command)) {
            command = words.isEmpty() ? "" : words.get(0);
        }
        boolean isJson = words.contains("--json");
        boolean isJsonReport =
                command.equals("report") && (isJson || option(words, "--format").equals(Optional.of("json")));
        if (SCHEMAS.containsKey(command) && !words.contains("--help") && (isJson || isJsonReport)) {
            checkLines(SCHEMAS.get(command), isJson, output.lines().toList());
        }
        if (exitCode == 0) {
            checkFiles(words, isJsonReport);
        }
    }

    private void checkLines(List<String> possible, boolean isJson, List<String> lines) {
        lines.forEach(line -> check(schemaOf(possible, line), line));
        if (isJson && possible.contains(LAST_LINE) && !lines.isEmpty()) {
            String last = lines.get(lines.size() - 1);
            String schema = schemaOf(possible, last);
            if (!schema.equals(LAST_LINE)) {
                throw new AssertionError("the last line is not the result of the command: " + last);
            }
        }
    }

    /** Returns the schema that has the most keys of a line; if several schemas have equally many of them, the one with the fewest keys. */
    private String schemaOf(List<String> possible, String line) {
        JsonNode document = Schemas.json(line);
        return possible.stream()
                .max(comparingLong((String name) ->
                                keys(name).stream().filter(document::has).count())
                        .thenComparing(comparingLong((String name) -> keys(name).size())
                                .reversed()))
                .orElseThrow();
    }

    private Set<String> keys(String name) {
        return new TreeSet<>(schemas.schema(name).get("properties").propertyNames());
    }

    private void checkFiles(List<String> words, boolean isJsonReport) {
        try {
            Optional<String> export = words.contains("export") ? option(words, "--to") : Optional.empty();
            if (export.isPresent()) {
                checkExport(Path.of(export.get()));
            }
            for (Path file : file(words, "--seal-file")) {
                check("receipts/seal-file.json", Files.readString(file).strip());
            }
            for (Path file : isJsonReport ? file(words, "--with-ids") : List.<Path>of()) {
                check(REPORT, Files.readString(file).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks the events and seals of exported receipts. */
    public void checkExport(Path folder) throws IOException {
        Files.readAllLines(folder.resolve("events.ndjson")).forEach(line -> check("receipts/event.json", line));
        Files.readAllLines(folder.resolve("seals.ndjson")).forEach(line -> check("receipts/seal.json", line));
    }

    private static List<Path> file(List<String> words, String option) {
        return option(words, option).map(Path::of).filter(Files::isRegularFile).stream()
                .toList();
    }

    private static Optional<String> option(List<String> words, String name) {
        int index = words.indexOf(name);
        return index < 0 || index + 1 == words.size() ? Optional.empty() : Optional.of(words.get(index + 1));
    }

    private void check(String schema, String document) {
        List<String> errors = schemas.strictErrors(schema, document);
        if (!errors.isEmpty()) {
            throw new AssertionError("docs/schemas/" + schema
                    + " does not describe this document; correct the schema, or the code if the document is wrong: "
                    + String.join("; ", errors) + "\n" + document);
        }
        documents.computeIfAbsent(schema, name -> new ArrayList<>()).add(document);
    }
}
