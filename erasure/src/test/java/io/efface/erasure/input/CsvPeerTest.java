package io.efface.erasure.input;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares our CSV parser with FastCSV on random records. {@code -Defface.csv.records=1000000} sets how many records are drawn, and {@code
 * -Defface.csv.seed=N} draws the records of an earlier run again.
 */
class CsvPeerTest {
    private static final int RECORDS = Integer.getInteger("efface.csv.records", 20_000);
    private static final long SEED = Long.getLong("efface.csv.seed", System.nanoTime());
    private static final int RECORDS_OF_A_LIST = 50;

    private static final String[] PIECES = {
        "4711",
        "a",
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\r\r\n",
        " ",
        "é",
        "\uD83D\uDE00",
        "\u0000",
        "\u0085",
        "'",
        ""
    };

    /** A record as one of the parsers returned it. */
    private record Parsed(long line, List<String> fields) {}

    @Test
    void next_wellFormedRecords_equalThoseOfFastCsv() {
        Random random = seeded("well formed");
        for (int drawn = 0; drawn < RECORDS; drawn += RECORDS_OF_A_LIST) {
            char delimiter = ",;\t".charAt(random.nextInt(3));
            StringBuilder list = new StringBuilder("a first line without zero bytes\n");
            for (int i = 0; i < RECORDS_OF_A_LIST; i++) {
                wellFormed(list, random, delimiter);
                list.append(List.of("\n", "\r", "\r\n").get(random.nextInt(3)));
            }
            String text = list.toString();
            same(ours(text, delimiter), peers(text, delimiter));
        }
    }

    @Test
    void next_anyText_agreesWithFastCsvUpToTheFirstBadQuote() {
        Random random = seeded("any text");
        for (int drawn = 0; drawn < RECORDS; drawn += RECORDS_OF_A_LIST) {
            StringBuilder list = new StringBuilder("a first line without zero bytes\n");
            for (int i = 0; i < 3 * RECORDS_OF_A_LIST; i++) {
                list.append(PIECES[random.nextInt(PIECES.length)]);
            }
            List<Parsed> ours = ours(list.toString(), ',');
            List<Parsed> peers = peers(list.toString(), ',');
            for (int i = 0; i < ours.size() && !ours.get(i).fields().isEmpty(); i++) {
                assertThat(peers).hasSizeGreaterThan(i);
                assertThat(ours.get(i)).isEqualTo(peers.get(i));
            }
        }
    }

    @Test
    void next_rowsOfThousandsOfFields_equalThoseOfFastCsv() {
        Random random = seeded("wide rows");
        for (int round = 0; round < 1 + RECORDS / 20_000; round++) {
            StringBuilder list = new StringBuilder();
            for (int row = 0; row < 3; row++) {
                int width = 1 + random.nextInt(40_000);
                for (int i = 0; i < width; i++) {
                    list.append(i == 0 ? "" : ",").append(wide(random));
                }
                list.append('\r');
            }
            same(ours(list.toString(), ','), peers(list.toString(), ','));
        }
    }

    private static void same(List<Parsed> ours, List<Parsed> peers) {
        for (int i = 0; i < Math.min(ours.size(), peers.size()); i++) {
            assertThat(ours.get(i)).isEqualTo(peers.get(i));
        }
        assertThat(ours).hasSameSizeAs(peers);
    }

    private static String wide(Random random) {
        int kind = random.nextInt(100);
        return kind == 0 ? "\"a\r\"" : kind < 30 ? "\"a,\"\"\"" : "b";
    }

    private static Random seeded(String what) {
        System.out.println("CSV, " + what + ": -Defface.csv.seed=" + SEED + " -Defface.csv.records=" + RECORDS);
        return new Random(SEED);
    }

    private static void wellFormed(StringBuilder list, Random random, char delimiter) {
        int width = random.nextInt(100) == 0 ? 1 + random.nextInt(3_000) : 1 + random.nextInt(6);
        for (int i = 0; i < width; i++) {
            list.append(i == 0 ? "" : delimiter);
            StringBuilder field = new StringBuilder();
            for (int n = random.nextInt(4); n > 0; n--) {
                field.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String text = field.toString();
            boolean needsQuotes = text.startsWith("\"")
                    || text.indexOf(delimiter) >= 0
                    || text.indexOf('\n') >= 0
                    || text.indexOf('\r') >= 0;
            list.append(needsQuotes || random.nextInt(3) == 0 ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
    }

    /** Returns the records of our parser without blank records. A record with misplaced quotes has no fields. */
    private static List<Parsed> ours(String text, char delimiter) {
        LineReader lines = new LineReader(
                InputSource.stream("list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                StandardCharsets.UTF_8);
        CsvRecords records = new CsvRecords(lines, delimiter);
        List<Parsed> all = new ArrayList<>();
        while (records.next()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; records.problem() == null && i < records.record().fields(); i++) {
                fields.add(records.record().value(i));
            }
            if (!isBlank(fields)) {
                all.add(new Parsed(records.line(), fields));
            }
        }
        return all;
    }

    private static List<Parsed> peers(String text, char delimiter) {
        List<Parsed> all = new ArrayList<>();
        try {
            CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .skipEmptyLines(true)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .detectBomHeader(false)
                    .build(CsvRecordHandler.builder().maxFields(200_000).build(), text)
                    .forEach(record -> {
                        if (!isBlank(record.getFields())) {
                            all.add(new Parsed(record.getStartingLineNumber(), record.getFields()));
                        }
                    });
        } catch (CsvParseException e) {
            // FastCSV stops at a quote that is never closed. The records after it are not compared.
        }
        return all;
    }

    private static boolean isBlank(List<String> fields) {
        return !fields.isEmpty() && fields.stream().allMatch(String::isBlank);
    }
}
