package io.efface.erasure.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.JobState;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private static Properties properties(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(name))) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void texts_ofBothLanguages_haveTheSameKeysAndPlaces() throws IOException {
        Properties english = properties("messages.properties");
        Properties chinese = properties("messages_zh.properties");

        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        assertThat(english.stringPropertyNames()).allSatisfy(key -> {
            assertThat(places(chinese.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
            assertThat(english.getProperty(key)).as(key).isNotBlank();
            assertThat(chinese.getProperty(key)).as(key).isNotBlank();
        });
    }

    @Test
    void texts_everyKeyOfTheCode_exists() throws IOException {
        Texts texts = Texts.of(Locale.ENGLISH);
        Pattern key = Pattern.compile("(?:texts\\.get|fact|tile|duration)\\(\\s*\"([a-zA-Z.]+[a-zA-Z_])\"[,)]");
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/efface/erasure/internal/page"))) {
            Path text = Path.of("src/main/java/io/efface/erasure/internal/report/ReportText.java");
            for (Path file : Stream.concat(files, Stream.of(text)).toList()) {
                for (Matcher found = key.matcher(Files.readString(file)); found.find(); ) {
                    assertThat(texts.has(found.group(1))).as(found.group(1)).isTrue();
                }
            }
        }
    }

    @Test
    void texts_everyCode_isExplained() throws IOException {
        Texts texts = Texts.of(Locale.CHINA);
        assertThat(Stream.of(PersonOutcome.values(), TargetState.values(), JobState.values())
                        .flatMap(Stream::of)
                        .map(code -> "code." + code))
                .allMatch(texts::has);
        assertThat(Stream.of(Evidence.values()).map(level -> "evidence." + level))
                .allMatch(texts::has);
        assertThat(Stream.of(JobState.values()).map(state -> "text.state." + state))
                .allMatch(texts::has);
        assertThat(Stream.of(ReceiptsCheck.Verdict.values())
                        .filter(verdict -> verdict != ReceiptsCheck.Verdict.DIFFERENT)
                        .map(verdict -> "text.check." + verdict))
                .allMatch(texts::has);
        for (RowsCheck.Kind kind : RowsCheck.Kind.values()) {
            String key = "text.difference." + kind;
            assertThat(Texts.of(Locale.ENGLISH).get(key)).isEqualTo(kind.text());
            assertThat(texts.has(key)).isTrue();
        }
        for (ProblemCode code : ProblemCode.values()) {
            String key = "problem." + code;
            assertThat(Texts.of(Locale.ENGLISH).get(key)).isEqualTo(code.text());
            assertThat(texts.has(key)).isTrue();
        }
        assertThat(Stream.of(RequestFacts.Reason.values()).map(reason -> "reason." + reason))
                .allMatch(texts::has);
        String numbers =
                Files.readString(Path.of("src/main/java/io/efface/erasure/internal/report/ReportNumbers.java"));
        assertThat(Pattern.compile("\"([A-Z]{4,}[A-Z_]*)\"")
                        .matcher(numbers)
                        .results()
                        .map(code -> code.group(1)))
                .hasSizeGreaterThan(15)
                .filteredOn(code -> !code.equals("VERIFIED_ABSENT"))
                .allMatch(code -> texts.has("finding." + code));
        String capabilities =
                Files.readString(Path.of("src/main/java/io/efface/erasure/internal/ledger/RecordedCapabilities.java"));
        assertThat(Pattern.compile("claims\\.add\\(\"([A-Z_]+)\"")
                        .matcher(capabilities)
                        .results())
                .hasSize(5)
                .allMatch(claim -> texts.has("claim." + claim.group(1)));
    }

    @Test
    void of_locale_choosesTheLanguage() {
        assertThat(Texts.of(Locale.TRADITIONAL_CHINESE).language()).isEqualTo("zh-CN");
        assertThat(Texts.of(Locale.forLanguageTag("zh")).language()).isEqualTo("zh-CN");
        assertThat(Texts.of(Locale.GERMANY).language()).isEqualTo("en");
        assertThat(Texts.of(Locale.ROOT).language()).isEqualTo("en");
    }

    @Test
    void get_valuesWithBraces_areNotReplacedAgain() {
        assertThat(Texts.of(Locale.ENGLISH).get("label", "{1}", 1_234_567L)).isEqualTo("{1}: 1,234,567");
        assertThatThrownBy(() -> Texts.of(Locale.ENGLISH).get("missing")).hasMessageContaining("missing");
    }

    @Test
    void html_everyTextAndAttribute_isEscaped() {
        Html html = new Html().open("p", "title", "\"><script>").text("<b>&'").close();

        assertThat(html.toString())
                .isEqualTo("<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</p>\n");
    }

    @Test
    void timeline_timesInAnyOrder_areCountedInAtMostSixtyIntervals() {
        Timeline timeline = new Timeline();
        Instant start = Instant.parse("2026-05-04T03:00:00Z");
        for (int i = 0; i < 1000; i++) {
            timeline.add(start.plusSeconds(i * 7919L % 100_000));
        }

        assertThat(timeline.total()).isEqualTo(1000);
        assertThat(timeline.seconds()).isEqualTo(1800);
        assertThat(timeline.counts()).hasSize(56);
        assertThat(timeline.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(1000);
        assertThat(timeline.start()).isEqualTo(start);
        assertThat(timeline.end()).isEqualTo(start.plusSeconds(56 * 1800));
    }

    @Test
    void timeline_oneTime_isOneInterval() {
        Timeline timeline = new Timeline();
        timeline.add(Instant.parse("2026-05-04T03:00:00.9Z"));

        assertThat(timeline.counts()).containsExactly(1L);
        assertThat(timeline.seconds()).isEqualTo(1);
        assertThat(timeline.start()).isEqualTo(Instant.parse("2026-05-04T03:00:00Z"));
    }
}
