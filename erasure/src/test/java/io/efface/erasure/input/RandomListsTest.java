package io.efface.erasure.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.PersonId;
import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the readers with random lists. The seed is in the test's name. */
class RandomListsTest {
    private static final String[] PIECES = {
        "a",
        "\"",
        ",",
        ";",
        "\n",
        "\r\n",
        "\"\"",
        " ",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ":",
        "null",
        "1",
        "\\",
        "person_id",
        "\u0000",
        "\u0085",
        "\uFEFF",
        "\uD83D\uDE00",
        "\u00A0",
        "é",
        "face_ids",
        "x,y",
        "\"p\"",
        "\\ud800"
    };

    private static final List<InputFormat> FORMATS = List.of(InputFormat.PLAIN, InputFormat.CSV, InputFormat.NDJSON);

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void next_anyBytes_returnsRowsInOrderAndThrowsNothing(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            InputFormat format = FORMATS.get(random.nextInt(FORMATS.size()));
            String head = format == InputFormat.CSV ? "person_id,face_ids\n" : "";
            byte[] bytes = (head + text(random, 60)).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0) {
                bytes[bytes.length - 1 - random.nextInt(Math.min(bytes.length, 5))] = (byte) random.nextInt(256);
            }
            if (format == InputFormat.CSV && !new String(bytes, StandardCharsets.UTF_8).startsWith(head)) {
                continue;
            }
            long last = 0;
            try (InputReader reader = openOrReject(bytes, format)) {
                if (reader == null) {
                    continue;
                }
                for (InputRow row = reader.next(); row != null; row = reader.next()) {
                    assertThat(row.line()).isGreaterThan(last);
                    last = row.line();
                    if (row instanceof InputRow.Entry entry) {
                        assertThat(PersonId.of(entry.person()).value()).isEqualTo(entry.person());
                    }
                }
            }
            assertThat(last)
                    .isLessThanOrEqualTo(
                            new String(bytes, StandardCharsets.UTF_8).lines().count() + 2);
        }
    }

    /** Opens a list. Returns null if the list is rejected because its first line shows a binary file or another charset. */
    private static @Nullable InputReader openOrReject(byte[] bytes, InputFormat format) {
        try {
            return InputReader.open(
                    InputSource.stream("list", new ByteArrayInputStream(bytes)), format, InputColumns.defaults());
        } catch (ErasureException e) {
            assertThat(e.getMessage()).containsAnyOf("binary file", "name its charset");
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void next_validCsv_returnsTheWrittenIds(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> people = new ArrayList<>();
        StringBuilder csv = new StringBuilder("note,person_id,face_ids\r\n");
        for (int i = 0; i < 300; i++) {
            String person = text(random, 6);
            if (Ids.problem(person) != null) {
                person = "p" + i;
            }
            people.add(person);
            csv.append(quoted(text(random, 8).replace("\0", "")))
                    .append(',')
                    .append(quoted(person))
                    .append(",\"f")
                    .append(i)
                    .append("\"\r\n");
        }
        List<String> read = new ArrayList<>();
        try (InputReader reader = InputReader.open(
                InputSource.stream(
                        "list", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8))),
                ListOptions.defaults().withFormat(InputFormat.CSV).withAccepted(EnumSet.allOf(ListRisk.class)))) {
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                read.add(((InputRow.Entry) row).person());
            }
        }
        assertThat(read).isEqualTo(people);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void problem_anyText_agreesWithPersonId(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = random.nextInt(3) == 0
                    ? String.valueOf((char) random.nextInt(0x10000)) + (char) random.nextInt(0x10000)
                    : text(random, 4);
            boolean isAccepted;
            try {
                isAccepted = !PersonId.of(text).value().isEmpty();
            } catch (IllegalArgumentException e) {
                isAccepted = false;
            }
            assertThat(Ids.problem(text) == null).isEqualTo(isAccepted);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
