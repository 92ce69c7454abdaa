package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A job with three seals, over events 1 to 10, 11 to 20 and 21 to 25. The last seal is final. Tests change its receipts. */
abstract class SealedJobFixture {
    @TempDir
    Path temp;

    JobFixture job;
    SealKey key;
    Path export;

    @BeforeEach
    void sealedJob() throws IOException {
        job = new JobFixture(temp);
        key = job.folder.publicKey();
        export = temp.resolve("export");
        job.done(1, 1, "s1", "p1");
        job.events(10).sealer().sealAll();
        job.events(10).sealer().sealAll();
        assertThat(job.events(5).sealer().finish()).isTrue();
    }

    @AfterEach
    void close() {
        job.close();
    }

    ReceiptsCheck verify() {
        return verify(JobFixture.NAME);
    }

    ReceiptsCheck verify(String name) {
        return JobFixture.checkAlone(key, job.file, name);
    }

    ReceiptsCheck exported() {
        Receipts.export(key, job.file, JobFixture.NAME, export);
        return Receipts.verify(key, export);
    }

    interface Edit {
        void of(List<String> lines);
    }

    /** Exports the receipts again, and applies an edit to the lines of a file and of other files. */
    void change(String name, Edit edit, String... others) throws IOException {
        wipe();
        Receipts.export(key, job.file, JobFixture.NAME, export);
        List<String> names = new ArrayList<>(List.of(others));
        names.add(name);
        for (String one : names) {
            Path file = export.resolve(one);
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            edit.of(lines);
            Files.writeString(file, String.join("\n", lines) + "\n");
        }
    }

    void both(Edit edit) throws IOException {
        change("seals.ndjson", edit, "signatures.base64");
    }

    void wipe() throws IOException {
        if (Files.exists(export)) {
            for (String name : export.toFile().list()) {
                Files.delete(export.resolve(name));
            }
        }
    }

    static void assertBroken(ReceiptsCheck check, long line, long intact, String says) {
        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(check.problem()).contains(says);
        assertThat(check.brokenAt()).isEqualTo(line);
        assertThat(check.events()).isEqualTo(intact);
        assertThat(check.sentence()).startsWith("broken at line " + line + ": ");
    }

    static void assertFails(Runnable action, Reason reason) {
        assertThatThrownBy(action::run)
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(reason);
    }
}
