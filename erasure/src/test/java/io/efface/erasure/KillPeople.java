package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.FaceLibrary;
import io.efface.emulator.rekognition.RekognitionCollection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The people of one case of the kill tests: the people of its list, and people and faces that are not on the list. */
final class KillPeople {
    /** The number of faces of a person whose list has three pages, and whose faces do not fit into one request. */
    private static final int MANY_FACES = 130;

    private static final List<String> ACCOUNTS = List.of("green", "iai", "rekognition");

    private final String job;
    private final Random random;
    private final Function<String, FaceLibrary> libraries;
    private final RekognitionCollection collection;
    private final String facesBegin;
    private final Set<String> existingBefore = new HashSet<>();
    /** The faces that are not on the list, by account and person. */
    private final Map<String, Set<String>> untouched = new HashMap<>();

    private final List<String> rows = new ArrayList<>();

    /**
     * Creates a case without people.
     *
     * @param job the beginning of the ids of all people
     * @param libraries returns the library of an account
     */
    KillPeople(String job, Random random, Function<String, FaceLibrary> libraries, RekognitionCollection collection) {
        this.job = job;
        this.random = random;
        this.libraries = libraries;
        this.collection = collection;
        this.facesBegin = String.format("%08x-", job.hashCode());
    }

    void addPeople() {
        for (int i = 0; i < 12; i++) {
            for (String account : ACCOUNTS) {
                String person = job + "-p" + i;
                boolean byFaces = random.nextInt(4) == 0;
                List<String> faces = List.of(face(account), face(account), face(account));
                if (random.nextInt(5) > 0) {
                    library(account).addFaces(person, faces);
                    existingBefore.add(account + "/" + person);
                    if (byFaces) {
                        untouched.put(account + "/" + person, Set.of(faces.get(1)));
                    }
                }
                String chosen = byFaces ? faces.get(0) + ";" + faces.get(2) : "";
                rows.add(person + "," + account + "," + person + "," + chosen);
            }
        }
    }

    void addPersonWithManyFaces() {
        String person = job + "-p0";
        List<String> faces =
                Stream.generate(() -> face("rekognition")).limit(MANY_FACES).toList();
        library("rekognition").addFaces(person, faces);
        existingBefore.add("rekognition/" + person);
        rows.add(person + ",rekognition," + person + ",");
    }

    /** Adds people who are not on the list. */
    void addBystanders() {
        for (String account : ACCOUNTS) {
            String person = job + "-bystander";
            List<String> faces = List.of(face(account), face(account));
            library(account).addFaces(person, faces);
            untouched.put(account + "/" + person, Set.copyOf(faces));
        }
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add("subject,account,person_id,face_ids");
        lines.addAll(rows);
        return lines;
    }

    int rows() {
        return rows.size();
    }

    private String face(String account) {
        return account.equals("rekognition")
                ? facesBegin
                        + new UUID(random.nextLong(), random.nextLong())
                                .toString()
                                .substring(facesBegin.length())
                : Long.toString(random.nextLong(1L << 53, Long.MAX_VALUE));
    }

    /**
     * Returns the texts by which the requests of this case are recognised. Each request about a person or a face of this case contains one
     * of these texts.
     */
    List<String> texts() {
        return List.of(job + "-p", facesBegin);
    }

    private FaceLibrary library(String account) {
        return libraries.apply(account);
    }

    /** Checks that people and faces who are not on the list still exist, and that these faces still belong to their people. */
    void checkUntouched() {
        untouched.forEach((where, faces) -> assertThat(library(account(where))
                        .person(person(where))
                        .map(held -> Set.copyOf(held.faceIds()))
                        .orElse(Set.of()))
                .as("faces that are not on the list, in account %s", account(where))
                .containsAll(faces));
    }

    /** Compares a row of the ledger with the person at the vendor now and before the run. */
    void check(ResultSet row, Map<Integer, String> accounts) throws SQLException {
        String[] planned = rows.get(row.getInt("line") - 2).split(",", -1);
        String account = accounts.getOrDefault(row.getInt("account"), "?");
        assertThat(account).isEqualTo(planned[1]);
        String accountAndPerson = account + "/" + planned[2];
        boolean byFaces = !planned[3].isEmpty();
        TargetState state = TargetState.of(row.getInt("state"));
        if (byFaces) {
            if (state == TargetState.DONE) {
                assertThat(facesAtVendor(accountAndPerson))
                        .as("faces of row %s", row.getLong("id"))
                        .doesNotContain(planned[3].split(";"));
            }
            return;
        }
        assertThat(state).as("row %s", row.getLong("id")).isEqualTo(TargetState.DONE);
        assertThat(isAtVendor(accountAndPerson))
                .as("row %s is gone at the vendor", row.getLong("id"))
                .isFalse();
        boolean existedBefore = existingBefore.contains(accountAndPerson);
        if (row.getString("outcome").equals("DELETED") && row.getInt("maybe_earlier") == 0) {
            assertThat(existedBefore)
                    .as("row %s is DELETED, and the person existed", row.getLong("id"))
                    .isTrue();
        }
        if (row.getString("outcome").equals("ALREADY_ABSENT") && row.getInt("maybe_earlier") == 0) {
            assertThat(existedBefore)
                    .as("row %s is ALREADY_ABSENT without a remark, and the person existed", row.getLong("id"))
                    .isFalse();
        }
    }

    private boolean isAtVendor(String where) {
        return remains(where).isPresent();
    }

    private Set<String> facesAtVendor(String where) {
        return remains(where).orElse(Set.of());
    }

    /** Returns the faces that the vendor still has of a person, or empty if it has neither the person nor a face. */
    private Optional<Set<String>> remains(String where) {
        return account(where).equals("rekognition")
                ? collection.remainsOf(person(where))
                : library(account(where)).person(person(where)).map(held -> Set.copyOf(held.faceIds()));
    }

    private static String account(String where) {
        return where.substring(0, where.indexOf('/'));
    }

    private static String person(String where) {
        return where.substring(where.indexOf('/') + 1);
    }
}
