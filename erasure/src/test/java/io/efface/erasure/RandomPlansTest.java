package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares plans of random lists with plans that the test computes with maps. The seed is in the test's name. */
class RandomPlansTest {
    /** A text that does not occur in a file by chance. */
    private static final String MARK = "Xq7zJ";

    @TempDir
    Path folder;

    /** A row of the random list. */
    private record Drawn(long line, String account, String subject, String person, Set<String> faces) {}

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110})
    void plan_anyList_countsEveryRowOnceAndKeepsNoId(long seed) throws SQLException, IOException {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("subject,account,person_id,face_ids\n");
        List<Drawn> rows = new ArrayList<>();
        boolean chosen = random.nextBoolean();
        long refused = 0;
        int people = 1 + random.nextInt(40);
        int last = 1 + random.nextInt(300);
        for (int line = 2; line <= last; line++) {
            String person = MARK + "p" + random.nextInt(people);
            String subject = random.nextInt(3) == 0 ? "" : MARK + "s" + random.nextInt(people);
            Set<String> faces = new LinkedHashSet<>();
            for (int i = random.nextInt(5) - 2; i > 0; i--) {
                faces.add(MARK + "f" + random.nextInt(4));
            }
            String account = List.of("a", "b", "", "elsewhere").get(random.nextInt(8) % 4);
            if (random.nextInt(20) == 0) {
                csv.append(MARK).append("bad\n");
                refused++;
                continue;
            }
            csv.append(subject)
                    .append(',')
                    .append(account)
                    .append(',')
                    .append(person)
                    .append(',');
            csv.append(String.join(";", faces)).append('\n');
            String whose = subject.isEmpty() ? person : subject;
            if (account.equals("elsewhere") || (account.isEmpty() && !chosen)) {
                refused++;
            } else {
                for (String each : account.isEmpty() ? List.of("a", "b") : List.of(account)) {
                    rows.add(new Drawn(line, each, whose, person, faces));
                }
            }
        }
        Set<String> held = Stream.generate(() -> MARK + (random.nextBoolean() ? "p" : "s") + random.nextInt(people))
                .limit(random.nextInt(6))
                .collect(Collectors.toCollection(LinkedHashSet::new));

        try (Bench bench = new Bench(folder)) {
            PlanRequest.Builder request = PlanRequest.of(
                            "job",
                            InputSource.stream(
                                    "list", Bench.bytes(csv.toString().split("\n", 0))))
                    .format(InputFormat.CSV)
                    .holdFormat(InputFormat.PLAIN);
            if (chosen) {
                request.accounts(Set.of("a", "b"));
            }
            if (!held.isEmpty()) {
                request.holds(Bench.list(held.toArray(new String[0])));
            }
            PlanSummary summary = bench.plan(request);

            Map<String, List<Drawn>> groups = new LinkedHashMap<>();
            rows.forEach(row -> groups.computeIfAbsent(row.account() + " " + row.person(), key -> new ArrayList<>())
                    .add(row));
            long heldTargets = groups.values().stream()
                    .filter(group ->
                            group.stream().anyMatch(row -> held.contains(row.person()) || held.contains(row.subject())))
                    .count();
            assertThat(summary.rows()).isEqualTo(rows.size() + refused);
            assertThat(summary.refused()).isEqualTo(refused);
            assertThat(summary.duplicates()).isEqualTo(rows.size() - groups.size());
            assertThat(summary.held()).isEqualTo(heldTargets);
            assertThat(summary.planned()).isEqualTo(groups.size() - heldTargets);
            assertThat(summary.accounts().stream()
                            .mapToLong(PlanSummary.Account::planned)
                            .sum())
                    .isEqualTo(summary.planned());

            assertThat(bench.query("job", "SELECT line, account FROM ROWS WHERE account IS NOT NULL ORDER BY id"))
                    .isEqualTo(rows.stream()
                            .map(row -> row.line() + (row.account().equals("a") ? " 1" : " 2"))
                            .toList())
                    .doesNotHaveDuplicates();
            long id = 0;
            Map<String, Long> first = new HashMap<>();
            for (String target :
                    bench.query("job", "SELECT id, state, ifnull(duplicate_of, id) FROM ROWS ORDER BY id")) {
                String[] parts = target.split(" ", -1);
                assertThat(Long.parseLong(parts[0])).isEqualTo(++id);
                first.putIfAbsent(parts[2], id);
                assertThat(Long.parseLong(parts[2])).isEqualTo(first.get(parts[2]));
            }
            long expectedFaces = groups.values().stream()
                    .filter(group -> group.stream().noneMatch(row -> row.faces().isEmpty()))
                    .mapToLong(group -> group.stream()
                            .flatMap(row -> row.faces().stream())
                            .distinct()
                            .count())
                    .sum();
            assertThat(bench.query("job", "SELECT count(*) FROM FACES")).containsExactly(String.valueOf(expectedFaces));
            assertThat(bench.query(
                            "job",
                            "SELECT count(*) FROM FACES f JOIN ROWS r ON r.id = f.target"
                                    + " WHERE r.operation = 'DELETE_PERSON' OR r.state NOT IN (0, 7)"))
                    .containsExactly("0");
            assertThat(summary.toString()).doesNotContain(MARK);
            assertNoFileContains(MARK);
        }
        assertNoFileContains(MARK);
    }

    private void assertNoFileContains(String mark) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("file %s", file.getFileName())
                        .doesNotContain(mark);
            }
        }
    }
}
