package io.efface.erasure;

import io.efface.erasure.input.InputFormat;
import io.efface.erasure.keys.SealKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Measures the time that the comparison of rows adds to a check of receipts. Run {@code RowsSpeed TARGETS} with a heap of 512 MB. */
final class RowsSpeed {
    private RowsSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int targets = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("rows-speed");
        Bench bench = new Bench(folder);
        List<String> people = RunBench.people(targets);
        people.forEach(person -> bench.a.put(person, "f"));
        bench.plan(PlanRequest.of("job", Bench.list(people.toArray(String[]::new)))
                .format(InputFormat.PLAIN)
                .accounts(Set.of("a")));
        bench.erasure.run("job", RunOptions.builder().concurrency(64).build());
        SealKey key = bench.keys.publicKey();
        Path file = bench.ledger.file();
        bench.close();
        for (int i = 0; i < 3; i++) {
            time("receipts alone", () -> JobFixture.checkAlone(key, file, "job"));
            time("with rows", () -> Receipts.verify(key, file, "job"));
            time("report, unchecked", () -> Report.summary(file, "job"));
            time("report, checked", () -> Report.summary(file, "job", key));
        }
    }

    private static void time(String what, Supplier<?> work) {
        long start = System.nanoTime();
        Object found = work.get();
        long nanos = System.nanoTime() - start;
        System.out.println(what + " " + Duration.ofNanos(nanos).toMillis() + " ms " + found.hashCode());
    }
}
