package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests {@code --metrics-file} of the commands that send requests. */
class MetricsFileOptionTest extends JobCommandFixture {
    private String read(Path file) throws Exception {
        return Files.readString(file);
    }

    @Test
    void run_stoppedAndContinued_writesNumbersAndExitCode() throws Exception {
        job.run(
                "plan",
                "--input",
                job.file("people.txt", ALICE + "\n" + BOB + "\n").toString(),
                "--accounts",
                "green,iai",
                "--due",
                "2020-01-31T18:00Z");
        Path file = folder.resolve("efface.prom");

        assertThat(job.run("run", "--apply", "--expect", "4", "--limit", "1", "--metrics-file", file.toString()))
                .isEqualTo(8);
        assertThat(read(file))
                .contains("efface_job_exit_code{job=\"one\"} 8\n")
                .containsPattern("efface_job_margin_seconds\\{job=\"one\",account=\"iai\"} -[0-9.]+\n")
                .doesNotContain(ALICE, BOB);
        assertThat(job.err()).contains("--metrics-file " + file);

        assertThat(job.run("run", "--apply", "--expect", "4", "--metrics-file", file.toString()))
                .isZero();
        assertThat(read(file))
                .contains("efface_job_exit_code{job=\"one\"} 0\n")
                .contains("efface_job_open_targets{job=\"one\",account=\"green\"} 0\n")
                .contains("efface_job_done_targets{job=\"one\",account=\"iai\"} 2\n")
                .doesNotContain("margin");

        assertThat(job.run("verify", "--settle", "0s", "--metrics-file", file.toString()))
                .isZero();
        assertThat(read(file)).contains("efface_job_exit_code{job=\"one\"} 0\n");
    }

    @Test
    void run_pathCannotBeUsed_sendsNothing() throws Exception {
        job.plan(ALICE);
        long requests = job.requests();

        assertThat(job.run("run", "--apply", "--expect", "2", "--metrics-file", "metrics.txt"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--metrics-file does not end with .prom");
        assertThat(job.run("run", "--apply", "--expect", "2", "--metrics-file", folder + "/none/a.prom"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--metrics-file: there is no such folder");
        String tooLong = folder + "/" + "a".repeat(300) + ".prom";
        assertThat(job.run("run", "--apply", "--expect", "2", "--metrics-file", tooLong, "--json"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--metrics-file cannot be written; nothing was sent");
        assertThat(job.requests()).isEqualTo(requests);
    }

    @Test
    void run_withoutApply_writesNoFile() throws Exception {
        job.plan(ALICE);
        Path file = folder.resolve("efface.prom");

        assertThat(job.run("run", "--metrics-file", file.toString())).isZero();

        assertThat(file).doesNotExist();
        assertThat(job.err()).contains("without --apply, the file of --metrics-file is not written");
        assertThat(job.run("run", "--expect", "2", "--metrics-file", file.toString(), "--nonsense"))
                .isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    @Test
    void run_failsBeforeTheFirstRequest_writesExitCode() throws Exception {
        job.plan(ALICE);
        Path file = folder.resolve("efface.prom");
        String[] metrics = {"--apply", "--metrics-file", file.toString()};

        assertThat(job.run("run", with(metrics, "--expect", "2"))).isZero();
        assertThat(job.run("run", with(metrics, "--expect", "3"))).isEqualTo(2);
        assertThat(read(file))
                .contains("efface_job_exit_code{job=\"one\"} 2\n")
                .contains("efface_job_done_targets{job=\"one\",account=\"green\"} 1\n");

        assertThat(job.run("run", with(metrics, "--expect", "2"))).isZero();
        assertThat(job.run("run", with(metrics))).isEqualTo(2);
        assertThat(read(file)).contains("efface_job_exit_code{job=\"one\"} 2\n");

        assertThat(job.run("run", with(metrics, "--expect", "2"))).isZero();
        assertThat(job.run("run", with(metrics, "--nonsense"))).isEqualTo(2);
        assertThat(read(file)).contains("efface_job_exit_code{job=\"one\"} 2\n");

        assertThat(job.run("run", with(metrics, "--expect", "2"))).isZero();
        String missing = folder.resolve("missing.jar").toString();
        assertThat(job.run("run", with(metrics, "--provider-path", missing))).isEqualTo(2);
        assertThat(read(file)).contains("efface_job_exit_code{job=\"one\"} 2\n");
    }

    @Test
    void verify_configurationIsBroken_writesExitCode() throws Exception {
        job.plan(ALICE);
        Path file = folder.resolve("efface.prom");
        Files.writeString(job.config(), "efface.accounts.green.nonsense=1\n");

        assertThat(job.run("verify", "--metrics-file", file.toString())).isEqualTo(2);

        assertThat(read(file)).contains("efface_job_exit_code{job=\"one\"} 2\n");
    }

    @Test
    void verify_noLedger_writesTimeAndExitCodeWithoutAnInvalidName() throws Exception {
        Path file = folder.resolve("efface.prom");

        assertThat(job.run("verify", "--metrics-file", file.toString())).isEqualTo(2);
        assertThat(samples(file)).hasSize(2).contains("efface_job_exit_code{job=\"one\"} 2");

        assertThat(job.runJob("Ada Lovelace", "verify", "--metrics-file", file.toString()))
                .isEqualTo(2);
        assertThat(samples(file)).hasSize(2).contains("efface_job_exit_code{job=\"\"} 2");
    }

    @Test
    void erase_failsBeforeTheFirstRequest_writesExitCode() throws Exception {
        Path file = folder.resolve("efface.prom");
        String list = job.file("people.txt", ALICE + "\n").toString();

        assertThat(erase(list, file, "--yes")).isEqualTo(2);
        assertThat(samples(file)).hasSize(2).contains("efface_job_exit_code{job=\"\"} 2");

        assertThat(erase(list, file)).isEqualTo(2);
        assertThat(read(file))
                .containsPattern("efface_job_open_targets\\{job=\"[-0-9]+-people\",account=\"iai\"} 1\n")
                .containsPattern("efface_job_exit_code\\{job=\"[-0-9]+-people\"} 2\n");
        assertThat(job.requests()).isZero();
    }

    private int erase(String list, Path metrics, String... options) {
        String[] words = job.eraseWords(list, "--accounts", "iai", "--metrics-file", metrics.toString());
        return job.command.runOnFiles(with(words, options));
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private List<String> samples(Path file) throws Exception {
        return read(file).lines().filter(line -> !line.startsWith("#")).toList();
    }
}
