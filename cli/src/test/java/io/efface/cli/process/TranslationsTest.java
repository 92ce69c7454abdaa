package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Durations;
import io.efface.ErrorKind;
import io.efface.IdWarning;
import io.efface.RetainedReason;
import io.efface.cli.HelpTexts;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TranslationsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CALL = Pattern.compile("\\bMessage\\.of\\(");
    private static final Pattern CALL_WITH_LITERAL =
            Pattern.compile("\\bMessage\\.of\\(\\s*(" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*)\\s*[,)]");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    /** Two entries of the catalogue that are not messages: the explanation of a library's text, and the separator of a list. */
    private static final Set<String> SPECIAL = Set.of("{1}", ", ");

    private static Set<String> textsOfTheCode() throws IOException {
        Set<String> texts = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("Message.java"))
                    .toList()) {
                String code = Files.readString(file);
                Matcher calls = CALL_WITH_LITERAL.matcher(code);
                long found = 0;
                while (calls.find()) {
                    found++;
                    texts.add(LITERAL.matcher(calls.group(1))
                            .results()
                            .map(literal ->
                                    literal.group(1).replace("\\\"", "\"").replace("\\n", "\n"))
                            .collect(Collectors.joining()));
                }
                assertThat(found)
                        .as("%s: the first argument of Message.of is a constant", file)
                        .isEqualTo(CALL.matcher(code).results().count());
            }
        }
        return texts;
    }

    /** Returns the texts that the command takes from libraries, and translates. */
    private static Set<String> textsOfLibraries() {
        Stream<String> codes = Stream.of(ErrorKind.values(), ErasureException.Reason.values())
                .flatMap(Arrays::stream)
                .map(Enum::name);
        Stream<String> words = Stream.of(
                        TargetState.values(), JobState.values(), AccountEnd.values(), RetainedReason.values())
                .flatMap(Arrays::stream)
                .map(code -> code.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        Stream<String> descriptions = Stream.of(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::text),
                        Arrays.stream(IdWarning.values()).map(IdWarning::text),
                        Arrays.stream(RowsCheck.Kind.values()).map(RowsCheck.Kind::text),
                        Stream.of(
                                "a duration is written " + Durations.EXAMPLES,
                                "person id is blank; at least one visible character is needed",
                                "face id is blank; at least one visible character is needed",
                                "a window needs two different times; leave it out to send at any time",
                                "a window is two times of day and a time zone, such as 00:00-08:00@Asia/Shanghai",
                                "a limit of failures is a number from 0, or a share from 0% to 100%",
                                "a limit of failures is a number such as 20, or a share such as 5%",
                                "a plan digest has 64 of the characters 0-9 and a-f",
                                "the concurrency must be from 1 to 1000",
                                "the limit must be at least 1",
                                "a probe reads 0 to 10000 targets of each account",
                                "a job's name has 1 to 40 of the characters a-z, 0-9 and -",
                                "the time of the request is in the future",
                                "the time of the request must be written like 2026-01-31, 2026-01-31T18:00+08:00 or 2026-01-31T10:00Z",
                                "the reference of the request must have 1 to 64 characters",
                                "the approver of the request must have 1 to 64 characters",
                                "the reference of the request contains a control character or an invisible character",
                                "the approver of the request contains a control character or an invisible character",
                                "the names of the four columns must be different and must not be blank",
                                "a column cannot be both named and ignored",
                                "a UserId has 1 to 128 letters, digits, and the signs _ . : -",
                                "a FaceId is a UUID in lower case",
                                "ASCII letters, digits, underscores and dashes; at most 32 characters when added",
                                "ASCII letters, digits, underscores, dots, dashes and colons; at most 128 characters",
                                "letters, digits and -%@#&_, at most 64 bytes",
                                "this is not an event",
                                "the event had been sealed, but the seal is missing",
                                "the totals of the final seal differ from the totals of its events",
                                "an event was removed, added or exchanged here",
                                "this event has no HMAC",
                                "the number of this event differs from the sealed number",
                                "an event was removed or added before this one",
                                "the HMAC of this event is wrong: the event was changed, or this job did not write it",
                                "the version of Efface that planned the job recorded less, so codes, request ids and kinds of failures are not compared",
                                "a file or directory does not exist",
                                "access is denied; check the permissions of the file and its directory",
                                "a file of this name exists",
                                "the disk is full; free some space, then repeat the command",
                                "the file or its directory is read-only; make both writable, or copy the directory to a writable disk",
                                "it is not a regular file",
                                "it is empty; delete it, or name another file",
                                "it is not an SQLite database, or its first page is damaged",
                                "it is an SQLite database of another application",
                                "this process",
                                "management",
                                "DeleteFaces and DisassociateFaces",
                                "ListFaces, SearchUsers and DescribeCollection",
                                "planning the job was never completed",
                                "the hold list was changed after planning, so the digest of the plan cannot be"
                                        + " computed again"))
                .flatMap(each -> each);
        Stream<String> parser = Stream.of(
                        "option", "options", "parameter", "parameters", "options and parameters", "subcommand")
                .map(what -> "Missing required " + what);
        return Stream.of(codes, words, descriptions, parser)
                .flatMap(each -> each)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean hasWords(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts() throws IOException {
        Set<String> texts = textsOfTheCode();
        texts.addAll(textsOfLibraries());
        texts.addAll(HelpTexts.all());
        return texts;
    }

    @Test
    void catalogue_everyTextOfTheCommand_isTranslated() throws IOException {
        Map<String, String> chinese = Translations.allChinese();

        assertThat(texts()).hasSizeGreaterThan(300);
        assertThat(texts().stream().filter(TranslationsTest::hasWords))
                .filteredOn(text -> chinese.getOrDefault(text, "").isBlank())
                .as("texts without a translation in messages_zh.po")
                .isEmpty();
    }

    @Test
    void catalogue_everyTranslation_isUsed() throws IOException {
        Set<String> unused = new TreeSet<>(Translations.allChinese().keySet());
        unused.removeAll(texts());
        unused.removeAll(SPECIAL);

        assertThat(unused)
                .as("translations of texts that the command does not print")
                .isEmpty();
    }

    @Test
    void catalogue_everyTranslation_hasThePlacesOfItsText() {
        assertThat(Translations.allChinese().entrySet())
                .filteredOn(entry -> !SPECIAL.contains(entry.getKey()))
                .filteredOn(entry -> !places(entry.getKey()).equals(places(entry.getValue())))
                .isEmpty();
    }

    @Test
    void text_values_areTranslatedAndSeparated() {
        Message text = Message.of("{0}: {1}", Message.of("done"), List.of("{0}", Message.of("none")));

        assertThat(text).hasToString("done: {0}, none");
        assertThat(Language.EN.text(text)).isEqualTo("done: {0}, none");
        assertThat(Language.ZH.text(text)).isEqualTo("完成：{0}、无");
        assertThat(Language.ZH.text(Message.verbatim("done"))).isEqualTo("done");
        assertThat(Language.ZH.text(Message.EMPTY)).isEmpty();
    }

    @Test
    void text_ofALibrary_isExplainedInChinese() {
        Message text = Message.detail(
                Message.code(ErasureException.Reason.NO_SUCH_JOB), Message.verbatim("the ledger has no job 'x'"));

        assertThat(text).hasToString("the ledger has no job 'x'");
        assertThat(Language.ZH.text(text)).isEqualTo("NO_SUCH_JOB（台账中没有这个作业）：the ledger has no job 'x'");
    }

    @Test
    void of_locale_isChineseOnlyInUtf8() {
        assertThat(Language.of(Locale.SIMPLIFIED_CHINESE, "UTF-8")).isEqualTo(Language.ZH);
        assertThat(Language.of(Locale.TRADITIONAL_CHINESE, "utf8")).isEqualTo(Language.ZH);
        assertThat(Language.of(Locale.SIMPLIFIED_CHINESE, "GBK")).isEqualTo(Language.EN);
        assertThat(Language.of(Locale.SIMPLIFIED_CHINESE, "")).isEqualTo(Language.EN);
        assertThat(Language.of(Locale.GERMANY, "UTF-8")).isEqualTo(Language.EN);
    }

    @Test
    void chosenBy_option_hasPrecedenceOverTheLocale() {
        assertThat(Language.chosenBy(List.of("run"), Language.ZH)).isEqualTo(Language.ZH);
        assertThat(Language.chosenBy(List.of("run", "--lang", "en"), Language.ZH))
                .isEqualTo(Language.EN);
        assertThat(Language.chosenBy(List.of("--lang=ZH", "run"), Language.EN)).isEqualTo(Language.ZH);
        for (String chinese : List.of("zh-CN", "zh_CN", "zh-Hans-CN")) {
            assertThat(Language.chosenBy(List.of("run", "--lang", chinese), Language.EN))
                    .isEqualTo(Language.ZH);
        }
        assertThat(Language.chosenBy(List.of("run", "--lang=en-US"), Language.ZH))
                .isEqualTo(Language.EN);
        assertThat(Language.chosenBy(List.of("run", "--lang", "fr"), Language.ZH))
                .isEqualTo(Language.ZH);
        assertThat(Language.chosenBy(List.of("delete-person", "--", "--lang", "zh"), Language.EN))
                .isEqualTo(Language.EN);
    }

    @Test
    void read_catalogue_joinsLinesAndUnescapes() throws IOException {
        String file = "# comment\nmsgid \"\"\nmsgstr \"header\"\n\nmsgid \"a \"\n\"b\"\nmsgstr \"\\\"c\\\"\\n\"\n";

        assertThat(Translations.read(new BufferedReader(new StringReader(file))))
                .isEqualTo(Map.of("a b", "\"c\"\n"));
    }
}
