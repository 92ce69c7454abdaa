package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.testkit.memory.InMemoryFaceRepositoryProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Tests that the output of all commands is Chinese with {@code --lang zh}: no line contains three English words in a row, except commands,
 * paths and the texts that {@link #ALLOWED} lists. The pages of help have a test of their own, and JSON is never translated.
 */
class ChineseOutputTest extends JobCommandFixture {
    private static final Pattern ENGLISH = Pattern.compile("\\b[A-Za-z][a-z'-]+(?: [a-z][a-z'-]*){2,}\\b");

    /** What may be English: command lines, options with values, and names of a vendor. */
    private static final List<Pattern> ALLOWED = List.of(
            Pattern.compile("efface( [a-z-]+)+"),
            Pattern.compile("(receipts|keys|hold) [a-z]+"),
            Pattern.compile("--[a-z-]+( [a-zA-Z0-9:/._-]+)?"),
            Pattern.compile("id-check = warn"));

    private final Set<String> english = new LinkedHashSet<>();

    private void check(int expected, int exit, String... words) {
        assertThat(exit)
                .as(String.join(" ", words) + "\n" + job.out() + job.err())
                .isEqualTo(expected);
        (job.out() + job.err()).lines().forEach(line -> {
            String rest = line.replace(folder.toString(), "");
            for (Pattern allowed : ALLOWED) {
                rest = allowed.matcher(rest).replaceAll("");
            }
            if (ENGLISH.matcher(rest).find() && !isOfTheTestkit(line)) {
                english.add(String.join(" ", words) + ": " + line);
            }
        });
    }

    /** Returns whether a line is about a setting of the testkit's provider, which is not a part of the command. */
    private static boolean isOfTheTestkit(String line) {
        return new InMemoryFaceRepositoryProvider()
                .settings().stream().anyMatch(setting -> line.contains(setting.meaning()));
    }

    /** Runs a command on a job and checks its output. */
    private void onJob(int expected, String name, String command, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--lang", "zh"));
        check(expected, job.runJob(name, command, all.toArray(String[]::new)), command, String.join(" ", options));
    }

    /** Runs a command without a job and checks its output. */
    private void run(int expected, String... words) {
        List<String> all = new ArrayList<>(List.of("--lang", "zh"));
        all.addAll(List.of(words));
        check(expected, job.command.runOnFiles(all.toArray(String[]::new)), words);
    }

    private void assertChinese() {
        assertThat(english).as("lines that contain English sentences").isEmpty();
    }

    private String config() {
        return job.config().toString();
    }

    @Test
    void commandsOfJobs_fromListToScrub_areChinese() throws IOException {
        String list = job.file(
                        "list.csv",
                        "subject,account,person_id,face_ids\ns1,green," + ALICE + ",\ns2,iai," + BOB
                                + ",f1;f9\ns3,green,absent,\ns3,green,absent,\ns4,iai," + CAROL
                                + ",\ns5,nowhere,x,\n,iai,NULL,\ns\u200B6,iai,y,\ns7,iai,1.2E+17,\n")
                .toString();
        String holds = job.file("holds.txt", "s4\n").toString();
        String near = job.file("near.txt", "S1\n").toString();

        onJob(2, "one", "plan", "--input", list, "--hold", near, "--hold-format", "plain");
        onJob(0, "one", "plan", "--input", list, "--hold", holds, "--hold-format", "plain", "--probe", "2");
        onJob(2, "one", "plan", "--input", list);
        onJob(0, "one", "run");
        onJob(2, "one", "run", "--apply", "--expect", "9");
        onJob(3, "one", "run", "--apply", "--expect", "3", "--max-absent", "100%");
        onJob(0, "one", "verify", "--settle", "0s");
        onJob(0, "one", "status");
        onJob(0, "one", "report");
        onJob(0, "one", "receipts verify");
        onJob(0, "one", "receipts export", "--to", folder.resolve("export").toString());
        onJob(0, "one", "receipts repair", "--yes");
        onJob(2, "one", "hold add", "--ids", near, "--format", "plain");
        onJob(0, "one", "hold add", "--ids", holds, "--format", "plain");
        onJob(0, "one", "hold remove", "--ids", holds, "--format", "plain");
        onJob(2, "one", "scrub", "--yes");
        onJob(0, "one", "scrub", "--yes", "--force");
        onJob(0, "one", "status");
        onJob(0, "one", "report");
        onJob(2, "one", "hold add", "--ids", holds, "--format", "plain");
        onJob(2, "none", "status");

        assertChinese();
    }

    @Test
    void commandsOfPeopleAndAccounts_areChinese() throws IOException {
        run(0, "doctor", "--config", config(), "--ping");
        run(0, "providers", "--settings");
        run(0, "find-person", "--config", config(), "--account", "iai", ALICE);
        run(0, "delete-faces", "--config", config(), "--account", "green", ALICE, "f1", "--yes");
        run(0, "delete-person", "--config", config(), "--account", "iai", ALICE, "--yes");
        run(0, "find-person", "--config", config(), "--account", "iai", ALICE);
        run(2, "bogus");
        job.command.input("nobody\n");
        job.plan(BOB);
        run(
                0,
                "report",
                "--person",
                "-",
                "--ledger",
                "sqlite:" + job.ledger(),
                "--keys",
                job.keys().toString());
        job.command.input(BOB + "\n");
        run(
                0,
                "report",
                "--person",
                "-",
                "--ledger",
                "sqlite:" + job.ledger(),
                "--keys",
                job.keys().toString());
        String missing = job.file("missing.properties", "efface.accounts.a.provider=rekognition\n")
                .toString();
        run(2, "find-person", "--config", missing, "x");
        String unreachable = job.file(
                        "unreachable.properties",
                        Files.readString(job.config()).replaceAll("http://127\\.0\\.0\\.1:\\d+", "http://127.0.0.1:9"))
                .toString();
        run(6, "find-person", "--config", unreachable, "--account", "iai", "x");

        assertChinese();
    }

    @Test
    void commandsOfKeys_areChinese() throws IOException {
        String keys = folder.resolve("new").toString();
        run(0, "keys", "init", "--keys", keys);
        run(0, "keys", "init", "--keys", keys);
        assertThat(job.out()).contains("所有密钥都已存在");
        job.plan(BOB);
        String ledger = "sqlite:" + job.ledger();
        run(
                2,
                "run",
                "--config",
                config(),
                "--ledger",
                ledger,
                "--keys",
                keys,
                "--job",
                "one",
                "--apply",
                "--expect",
                "2");
        run(
                2,
                "plan",
                "--config",
                config(),
                "--ledger",
                "sqlite:" + keys + "/l.db",
                "--keys",
                keys,
                "--job",
                "x",
                "--input",
                job.file("x.txt", "x\n").toString());
        Path bad = Files.createDirectory(folder.resolve("bad"));
        Files.writeString(bad.resolve("signing.pub"), "x");
        run(2, "report", "--ledger", ledger, "--keys", bad.toString(), "--job", "one");
        run(
                2,
                "run",
                "--config",
                config(),
                "--ledger",
                ledger,
                "--keys",
                folder.resolve("none").toString(),
                "--job",
                "one",
                "--apply",
                "--expect",
                "2");

        assertChinese();
    }

    @Test
    void erase_wholeList_isChinese() throws IOException {
        String list = job.file("people.txt", ALICE + "\n" + BOB + "\n").toString();
        for (int i = 0; i < 2; i++) {
            List<String> words = new ArrayList<>(List.of("--lang", "zh"));
            words.addAll(
                    List.of(job.eraseWords(list, "--accounts", "iai", "--yes", "--expect", "2", "--settle", "0s")));
            check(0, job.command.runOnFiles(words.toArray(String[]::new)), "erase");
        }

        assertChinese();
    }
}
