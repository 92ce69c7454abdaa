package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanCommandTest extends JobCommandFixture {
    @Test
    void plan_fromStandardInput_refusesBadRowsByTheirPlace() {
        job.command.input("person_id,account\n" + ALICE + ",green\n ,iai\n" + BOB + ",nowhere\n");

        assertThat(job.run("plan", "--input", "-", "--format", "csv")).isZero();
        assertThat(job.out()).contains("planned 1 + duplicates 0 + refused 2 + held 0");
        assertThat(job.err()).contains("refused: line 3, column 1", "refused: line 4, column");
        assertNoIds();
    }

    @Test
    void plan_namedColumnsProbeAndHold_areCounted() throws Exception {
        Path list = job.file("people.csv", "ref,user\ns-1," + ALICE + "\ns-2," + BOB + "\ns-3,nobody\n");
        Path hold = job.file("hold.txt", "s-2\n");

        assertThat(job.run(
                        "plan",
                        "--input",
                        list.toString(),
                        "--columns",
                        "subject=ref,person_id=user",
                        "--accounts",
                        "iai",
                        "--hold",
                        hold.toString(),
                        "--probe",
                        "10",
                        "--due",
                        "2020-01-01T00:00Z",
                        "--json"))
                .isZero();
        assertThat(job.outLines().get(0))
                .contains("\"planned\":2,", "\"held\":1,", "\"present\":1,\"absent\":1,", "\"late\":true");
        assertThat(job.err()).contains("after the job is due");
        assertNoIds();
    }

    @Test
    void plan_badUsage_createsNothing() throws Exception {
        Path list = job.file("people.txt", ALICE + "\n");

        assertThat(job.run("plan")).isEqualTo(2);
        assertThat(job.run("plan", "--input", list + ".none")).isEqualTo(2);
        assertThat(job.run("plan", "--input", folder.toString())).isEqualTo(2);
        assertThat(job.run("plan", "--input", "-", "--hold", "-")).isEqualTo(2);
        assertThat(job.run("plan", "--input", list.toString(), "--since", "2026-01-01T00:00Z"))
                .isEqualTo(2);
        assertThat(job.run("plan", "--input", list.toString(), "--from-job", "old"))
                .isEqualTo(2);
        assertThat(job.run("plan", "--input", list.toString(), "--columns", "person=x"))
                .isEqualTo(2);
        assertThat(job.run("plan", "--input", list.toString(), "--due", "tomorrow"))
                .isEqualTo(2);
        assertThat(job.runJob("No Name", "plan", "--input", list.toString())).isEqualTo(2);
        assertThat(job.command.runOnFiles("plan", "--ledger", "postgres:x", "--job", "one", "--input", list.toString()))
                .isEqualTo(2);
        assertThat(job.command.runOnFiles(
                        "plan",
                        "--config",
                        job.config().toString(),
                        "--ledger",
                        "x.db",
                        "--job",
                        "one",
                        "--input",
                        list.toString()))
                .isEqualTo(2);
        assertThat(job.err()).contains("--ledger must be sqlite:FILE or postgresql://HOST/DATABASE");
        assertThat(job.ledger()).doesNotExist();
        assertThat(job.keys()).doesNotExist();
    }

    @Test
    void keysInit_ledgerWithHmacsAndWithoutTheirKey_isRejectedAndCreatesNothing() throws IOException {
        job.holding("green", "p1").plan("p1");
        Path lost = job.keys().resolve("mac.key");
        Path kept = folder.resolve("mac.key");
        Files.move(lost, kept);
        Path other = folder.resolve("other-keys");
        String ledger = "sqlite:" + job.ledger();

        for (Path keys : List.of(job.keys(), other)) {
            assertThat(job.command.runOnFiles("keys", "init", "--keys", keys.toString(), "--ledger", ledger))
                    .isEqualTo(2);
            assertThat(job.err()).contains("mac.key is missing", "your copy of the key folder");
        }
        assertThat(job.command.runOnFiles(
                        "plan",
                        "--config",
                        job.config().toString(),
                        "--ledger",
                        ledger,
                        "--keys",
                        other.toString(),
                        "--job",
                        "two",
                        "--input",
                        job.file("p.txt", "p2\n").toString(),
                        "--accounts",
                        "green"))
                .isEqualTo(2);
        assertThat(job.err()).contains("mac.key is missing");
        assertThat(lost).doesNotExist();
        assertThat(other).doesNotExist();

        Files.move(kept, lost);
        assertThat(job.command.runOnFiles("keys", "init", "--keys", job.keys().toString(), "--ledger", ledger))
                .isZero();
    }

    @Test
    void plan_everyRowIsHeld_isReportedWithTheNumberByEveryCommand() throws IOException {
        Path holds = job.file("holds.txt", "p1\np2\n");
        Path list = job.file("people.txt", "p1\np2\np2\n");
        String[] options = {"--input", list.toString(), "--accounts", "green", "--hold", holds.toString()};

        assertThat(job.run("plan", options)).isZero();
        assertThat(job.err()).contains("warning: no target is planned", "2 targets are held");
        assertThat(job.out()).doesNotContain("to run it");
        String[] json = Stream.concat(Stream.of(options), Stream.of("--json", "--replace"))
                .toArray(String[]::new);
        assertThat(job.run("plan", json)).isZero();
        assertThat(job.lastLine()).contains("\"exit\":0", "no target is planned", "2 targets are held");
        assertThat(job.run("run", "--apply", "--expect", "0", "--json")).isZero();
        assertThat(job.err()).contains("warning: nothing was deleted", "2 that are held");
        assertThat(job.lastLine()).contains("nothing was deleted", "2 that are held");
        assertThat(job.run("report")).isZero();
        assertThat(job.outLines().get(0)).startsWith("WARNING: 2 targets are on the hold list");
        assertThat(job.requests()).isZero();
    }

    @Test
    void keysInit_twice_keepsKeys() {
        assertThat(job.command.runOnFiles("keys", "init", "--keys", job.keys().toString()))
                .isZero();
        String first = job.out();
        assertThat(job.command.runOnFiles("keys", "init", "--keys", job.keys().toString(), "--json"))
                .isZero();
        assertThat(first).contains(job.keys().toString(), "fingerprint");
        assertThat(job.command.runOnFiles(
                        "keys",
                        "init",
                        "--keys",
                        job.ledger().resolveSibling("keys").toString(),
                        "--ledger",
                        "sqlite:" + job.ledger()))
                .isEqualTo(2);
        assertThat(job.command.runOnFiles("keys", "init")).isEqualTo(2);
        job.command.environment.put("HOME", folder.resolve("home").toString());
        assertThat(job.command.runOnFiles("keys", "init")).isZero();
        assertThat(job.out()).contains(folder.resolve("home").toString());
    }
}
