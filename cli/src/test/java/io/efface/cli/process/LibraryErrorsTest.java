package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the errors and warnings in the code of the libraries have Chinese translations. */
class LibraryErrorsTest {
    private static final Pattern ENGLISH = Pattern.compile("[a-z]{2,} [a-z]{2,}");
    private static final Pattern COMMAND = Pattern.compile("efface( [a-z]+)+");
    private static final String LIST = "the list people.csv ";

    /**
     * Texts that the test cannot complete: a value of them is a clause, or one of two words. TranslationsTest or ChineseMessagesTest checks
     * these texts.
     */
    private static final Set<String> WITH_CLAUSES = Set.of(
            "the list people.csv 7; name the format: plain, csv, ndjson or xlsx (7)",
            "the list people.csv has no header, so its columns must be given by number7",
            "the list 7 is 7, not text; save as CSV UTF-8",
            "the list 7 is 7, not text; save as CSV UTF-8 or as .xlsx without a password",
            "the list 7 has no byte order mark; choose 7LE or 7BE (--charset)",
            "no row of the list became a target, so nothing was planned; refused: 77; if the list has another charset, name"
                    + " it, such as --charset GB18030",
            "no row of the list became a target, so nothing was planned; refused: 7; first: 7; if the list has another charset,"
                    + " name it, such as --charset GB18030",
            "the location of the ledger is wrong: 7",
            "a probe reads 0 to 7 targets of each account",
            "the 7 of the request must have 1 to 7 characters",
            "the 7 of the request contains a control character or an invisible character");

    /**
     * Texts that no error contains, and texts of methods whose callers pass a part of the message. The message of each caller is collected.
     * A ledger without jobs has no other jobs, and rows that agree with the receipts are not
     * an error.
     */
    private static final Set<String> IMPOSSIBLE = Set.of(
            "7 must be more than zero",
            "the keys cannot be used: 7 7",
            "1. efface.properties: efface.accounts.a: the environment variable 7 7",
            "the ledger has no job of this name; it has no jobs and 7 others",
            "7 rows agree with the receipts",
            "7 rows agree with the receipts, 7 of them with events that no seal covers yet");

    private static String code(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<Path> inFolder(List<Path> files, String path) {
        return files.stream().filter(file -> file.toString().contains(path)).toList();
    }

    /** Returns the arguments of all calls that begin with an expression. Each argument has one or more texts. */
    private static Stream<List<List<String>>> calls(Path file, String call) {
        String code = code(file);
        return Pattern.compile(call).matcher(code).results().map(found -> JavaTexts.arguments(code, found.end()));
    }

    private static Stream<String> texts(List<Path> files, String call, int argument) {
        return files.stream()
                .flatMap(file -> calls(file, call))
                .filter(arguments -> arguments.size() > argument)
                .flatMap(arguments -> arguments.get(argument).stream())
                .filter(text -> text.contains(" "));
    }

    private static Set<String> untranslated(Stream<String> texts, Function<String, Message> known) {
        List<String> all = texts.toList();
        assertThat(all).as("the texts that were found in the code").hasSizeGreaterThan(10);
        return all.stream()
                .filter(text -> !WITH_CLAUSES.contains(text) && !IMPOSSIBLE.contains(text))
                .filter(text -> {
                    String chinese = Language.ZH.text(known.apply(text));
                    Matcher english = ENGLISH.matcher(COMMAND.matcher(chinese).replaceAll(""));
                    return english.find();
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tests the messages of exceptions. The values of a message may be sentences, which the next test checks. */
    @Test
    void errorsOfErasure_areTranslated() throws IOException {
        List<Path> files = sources("erasure");
        Stream<String> texts = Stream.of(
                        texts(files, "new ErasureException\\(", 1),
                        texts(files, "(?:Sqlite|Postgres)Failure.exception\\(", 1)
                                .map(text -> text + ": 7"),
                        texts(inFolder(files, "PostgresWriterConnection"), "PostgresFailure.exception\\(", 3)
                                .map(end -> "the ledger cannot be written: 7" + end),
                        texts(inFolder(files, "/PostgresUrl"), "throw wrong\\(", 0)
                                .map(text -> "the location of the ledger is wrong: " + text),
                        texts(inFolder(files, "/ledger/"), "\\bdamaged\\(", 0)
                                .map(text -> "the ledger is damaged: " + text
                                        + "; use a copy of the ledger from before the damage"),
                        texts(inFolder(files, "/LedgerFormat"), "notALedger\\(", 1)
                                .map(text -> "the file 7 is not a ledger: " + text),
                        Stream.of(
                                        texts(inFolder(files, "/keys/"), "unsuitable\\(", 1),
                                        texts(inFolder(files, "/keys/"), "\\bcheck\\(", 2)
                                                .map(text -> text + " (7)"))
                                .flatMap(each -> each)
                                .filter(text -> ENGLISH.matcher(text).find())
                                .map(text -> "the keys cannot be used: 7 " + text),
                        texts(inFolder(files, "Options.java"), "\\bcheck\\(", 1),
                        texts(inFolder(files, "RowCounts.java"), "\\bcheck\\(", 1)
                                .map(text -> "the job's counts do not agree: " + text),
                        texts(files, "\\bpositive\\(", 1)
                                .filter(what -> ENGLISH.matcher(what).find())
                                .map(what -> what + " must be more than zero"))
                .flatMap(each -> each)
                .filter(text -> ENGLISH.matcher(text).find());

        assertThat(untranslated(texts, KnownErrors::of)).isEmpty();
    }

    @Test
    void partsOfErrorsOfErasure_areTranslated() throws IOException {
        List<Path> files = sources("erasure");
        Stream<String> texts = Stream.of(
                        texts(inFolder(files, "Failure.java"), "->", 0),
                        texts(inFolder(files, "Failure.java"), "\\breturn ", 0),
                        texts(inFolder(files, "/SqliteFailure.java"), "Optional\\.of\\(", 0),
                        texts(inFolder(files, "/SqliteLoader.java"), "failures\\.add\\(", 0),
                        texts(inFolder(files, "/NativeCache.java"), "new Unsafe\\(", 0),
                        texts(inFolder(files, "/PostgresSchema.java"), "require\\(", 1),
                        texts(inFolder(files, "/EventsByTarget.java"), "failure\\(", 0),
                        texts(inFolder(files, "/RestoredRows.java"), "damaged\\(", 1),
                        texts(inFolder(files, "/UnsealedTail.java"), "\\breturn ", 0),
                        texts(inFolder(files, "Check.java"), "->", 0),
                        texts(inFolder(files, "Check.java"), "\\breturn ", 0),
                        texts(files, "\\.forged\\(", 1),
                        texts(files, "\\brequire(?:Totals|Agreement)\\(", 3),
                        texts(files, "\\.check\\(\\s*row\\.textOrNull\\(\"wrong\"\\),", 0),
                        texts(files, "checkUsable\\(", 1),
                        inFolder(files, "/CellTypes.java").stream()
                                .flatMap(file -> calls(file, "new CellTypes\\(\\s*(?=\")"))
                                .map(arguments -> arguments.get(0).get(0) + " 7"))
                .flatMap(each -> each)
                .filter(text -> ENGLISH.matcher(text).find() || text.endsWith(" 7"));

        assertThat(untranslated(texts, KnownErrors::of)).isEmpty();
    }

    @Test
    void errorsOfLists_areTranslated() throws IOException {
        List<Path> files = sources("erasure");
        Stream<String> texts = Stream.of(
                        texts(files, "new WorkbookException\\(", 0),
                        texts(files, "name\\.rejected\\(", 0),
                        texts(inFolder(files, "/internal/workbook/"), "throw damaged\\(", 0)
                                .map(text -> "is damaged or from another program: the cell A1 " + text),
                        texts(files, "(?:return|throw) rejected\\(", 1),
                        texts(inFolder(files, "/input/BinaryFile.java"), "Map\\.entry\\(", 1)
                                .map(kind -> "is " + kind + ", not text"))
                .flatMap(each -> each)
                .filter(text -> !text.startsWith("is damaged or from another program: the cell 7"))
                .map(text -> LIST
                        + text.replace("its first 7", "its first row")
                                .replace("has a first 7", "has a first row")
                                .replace("if the first 7 is", "if the first row is"));

        assertThat(untranslated(texts, KnownErrors::of)).isEmpty();
    }

    @Test
    void errorsOfTheConfiguration_areTranslated() throws IOException {
        Set<Path> files = new TreeSet<>(inFolder(sources("core"), "/config/"));
        for (String module :
                List.of("policy", "provider-http", "provider-aliyun", "provider-tencent", "provider-rekognition")) {
            files.addAll(sources(module));
        }
        List<Path> all = List.copyOf(files);
        Stream<String> texts = Stream.of(
                        texts(all, "problems\\.add\\w*\\(", 1),
                        texts(all, "problems\\.add\\w*\\(", 2),
                        texts(all, "\\breject(?:ed)?\\(", 1),
                        texts(all, "problem\\.accept\\(", 1),
                        texts(all, "new Unresolved\\(", 0),
                        texts(all, "new Unreadable\\(", 0),
                        texts(inFolder(all, "/MisplacedReference.java"), "Optional\\.of\\(", 0),
                        texts(inFolder(all, "/OtherFormat.java"), "Optional\\.of\\(", 0),
                        texts(inFolder(all, "/Dependency.java"), "Optional\\.of\\(", 0),
                        texts(all, "new InvalidProfileException\\(", 0))
                .flatMap(each -> each)
                .filter(text -> ENGLISH.matcher(text).find())
                // A suggestion may follow a clause, and a name may precede it.
                .map(text -> text.replaceAll("(?<=[a-z])7+(?=;|$)", "").replaceFirst("^7is", "is"))
                .map(text -> "1. efface.properties: efface.accounts.a: " + text);

        assertThat(untranslated(texts, KnownErrors::ofConfiguration)).isEmpty();
    }

    @Test
    void warningsOfTheLog_areTranslated() throws IOException {
        Set<Path> files = new TreeSet<>();
        for (String module : List.of(
                "core",
                "policy",
                "erasure",
                "provider-http",
                "provider-aliyun",
                "provider-tencent",
                "provider-rekognition")) {
            files.addAll(sources(module));
        }
        Stream<String> texts = texts(List.copyOf(files), "LOG\\.(?:warn|error)\\(", 0)
                .map(text -> text.replace("rule {}", "rule (7; source: 7)").replace("{}", JavaTexts.VALUE));

        assertThat(untranslated(texts, KnownTexts::of)).isEmpty();
    }
}
