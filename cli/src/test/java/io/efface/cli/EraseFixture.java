package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okio.Buffer;

/** Calls {@code erase} on a list with two accounts, and reads its output. */
abstract class EraseFixture extends JobCommandFixture {
    final String list(String... people) throws IOException {
        return job.file("Leavers 2026.txt", String.join("\n", people) + "\n").toString();
    }

    final int erase(String list, String... options) {
        List<String> words = new ArrayList<>(List.of("--accounts", "green,iai", "--settle", "0s"));
        words.addAll(List.of(options));
        return job.command.runOnFiles(job.eraseWords(list, words.toArray(String[]::new)));
    }

    final String jobs() {
        job.command.runOnFiles("status", "--ledger", "sqlite:" + job.ledger());
        return job.out();
    }

    final Map<?, ?> document() throws IOException {
        assertThat(job.outLines()).hasSize(1);
        return (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(job.out())).readJsonValue();
    }

    final String firstJob() {
        return jobs().substring(4).split(",", 2)[0];
    }
}
