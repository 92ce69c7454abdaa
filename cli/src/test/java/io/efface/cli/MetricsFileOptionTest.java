package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        Path blocked = Files.createDirectories(folder.resolve("a.prom.tmp").resolve("x"))
                .getParent();
        assertThat(job.run("run", "--apply", "--expect", "2", "--metrics-file", folder + "/a.prom", "--json"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--metrics-file cannot be written; nothing was sent");
        assertThat(blocked).isDirectory();
        assertThat(job.requests()).isEqualTo(requests);
    }

    @Test
    void run_withoutApply_writesNoFile() throws Exception {
        job.plan(ALICE);
        Path file = folder.resolve("efface.prom");

        assertThat(job.run("run", "--metrics-file", file.toString())).isZero();

        assertThat(file).doesNotExist();
    }
}
