package io.efface.erasure;

import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a ledger with every state of a target and every kind of event, and interrupts its job {@code leavers} as if the process had been
 * killed while a request is in flight. The class uses only methods of the first version, so that it also compiles against that version. See
 * {@code src/test/resources/ledgers/README.md}.
 */
final class LedgerMaker {
    /** The settings of both accounts. */
    static final Map<String, String> SETTINGS =
            Map.of("breaker.enabled", "false", "retry.max-attempts", "1", "last-face", "keep-one");
    /** A further job whose ids are destroyed. */
    static final String SCRUBBED = "scrubbed";

    /** A further job whose ids are destroyed by force before it is run. */
    static final String FORCED = "forced";

    static final List<String> JOBS = List.of(RunBench.JOB, SCRUBBED, FORCED);

    private static final List<String> LIST = List.of(
            "subject,account,person_id,face_ids",
            "s1,a,p1,",
            "s2,a,p2,",
            "s3,a,p3,",
            "s4,a,p4,",
            "s5,zz,p5,",
            "s6,a,p6,",
            "s7,a,p7,f1;f2;f3",
            "s8,a,p8,f1;f2",
            "s9,a,p9,",
            "s10,a,p10,f1;f2",
            "s11,b,p11,",
            "s12,b,p2,",
            "s1,a,p1,",
            "s13,a,p13,",
            "s14,a,p14,f1;f2;f3",
            "s15,a,p15,",
            "s16,b,p16,f1");
    private static final Set<String> LATER = Set.of("s13", "s14", "s15", "s16");

    private final RunBench bench;
    private final Set<String> seen = new HashSet<>();

    private LedgerMaker(Path folder) {
        this.bench = new RunBench(folder, SETTINGS, InMemoryConfig.defaults(), this::before, HookedConfig.Hook.NONE);
    }

    /** Makes the ledger of the version on the class path in a new folder. */
    public static void main(String[] arguments) throws IOException {
        make(Path.of(arguments[0]), bench -> {}, List.of());
    }

    /**
     * Makes a ledger.
     *
     * @param folder the folder for the ledger, its keys, the exports, and the list of people in the accounts
     * @param more adds jobs or events that only later versions record, before the job {@code leavers} is interrupted
     * @param moreJobs the names of the jobs that {@code more} adds
     */
    static void make(Path folder, Consumer<RunBench> more, List<String> moreJobs) throws IOException {
        LedgerMaker maker = new LedgerMaker(Files.createDirectories(folder));
        maker.otherJobs();
        more.accept(maker.bench);
        maker.leavers();
        finish(maker.bench, Stream.concat(JOBS.stream(), moreJobs.stream()).toList());
    }

    private void otherJobs() {
        plan(bench, SCRUBBED, "subject,account,person_id,face_ids", "t1,b,q1,", "t2,b,q2,f1");
        bench.b.put("q1", "f1");
        bench.b.put("q2", "f1", "f2");
        bench.erasure.run(SCRUBBED, RunBench.options().build());
        verify(SCRUBBED);
        bench.erasure.scrub(SCRUBBED, false);
        plan(bench, FORCED, "subject,account,person_id", "t3,b,q3");
        bench.erasure.scrub(FORCED, true);
    }

    private void leavers() {
        people();
        plan(bench, RunBench.JOB, LIST.toArray(new String[0]));
        bench.erasure.holds().add(RunBench.JOB, held(true), null, InputColumns.defaults());
        interrupted(bench, RunBench.options().concurrency(1));
        bench.restart();
        bench.run(RunBench.options().concurrency(1));
        bench.run(RunBench.options()
                .concurrency(1)
                .retry(RunOptions.Retry.TRANSIENT)
                .maxAbsentPercent(100));
        bench.b.put("p11", "f1");
        bench.a.put("p7", "f1", "f4");
        verify(RunBench.JOB);
        bench.erasure.holds().remove(RunBench.JOB, held(false), null, InputColumns.defaults());
        interrupted(bench, RunBench.options().concurrency(1));
    }

    private void people() {
        RunBench.put(bench.a, List.of("p1", "p3", "p4", "p6", "p9", "p13", "p15"));
        RunBench.put(bench.b, List.of("p11"));
        bench.a.put("p7", "f1", "f2", "f4");
        bench.a.put("p8", "f1", "f2");
        bench.a.put("p10", "f1", "f2", "f3");
        bench.a.put("p14", "f1", "f2", "f3", "f4");
        bench.b.put("p16", "f1", "f2");
    }

    private static InputSource held(boolean all) {
        List<String> subjects = new ArrayList<>(LATER.stream().sorted().toList());
        if (all) {
            subjects.add("s6");
        }
        return source(subjects.toArray(new String[0]));
    }

    /** Makes requests about some people of account {@code a} fail. */
    private void before(Operation operation, PersonId person) {
        boolean first = seen.add(person.value());
        switch (person.value()) {
            case "p3" -> bench.a.failNext(ContractFault.CONFLICT);
            case "p1" -> {
                if (first) {
                    bench.crash();
                }
            }
            case "p4" -> {
                if (first) {
                    bench.a.failNext(ContractFault.AUTH_REJECTED);
                }
            }
            case "p9" -> {
                if (first) {
                    bench.time.advance(Duration.ofMinutes(10));
                }
            }
            case "p13" ->
                bench.a.failNext(
                        operation == Operation.DELETE_PERSON
                                ? ContractFault.DROP_AFTER_EFFECT
                                : ContractFault.DROP_BEFORE_EFFECT);
            case "p14" -> {
                if (operation == Operation.DELETE_FACES) {
                    bench.crash();
                }
            }
            default -> {}
        }
    }

    static void interrupted(RunBench bench, RunOptions.Builder options) {
        try {
            bench.run(options);
            throw new IllegalStateException("the run was not interrupted");
        } catch (ErasureException e) {
            if (e.reason() != ErasureException.Reason.LEDGER_FAILED) {
                throw e;
            }
        }
    }

    private void verify(String job) {
        bench.erasure.verify(job, VerifyOptions.builder().settle(Duration.ZERO).build());
    }

    static void plan(RunBench bench, String job, String... lines) {
        bench.erasure.plan(
                PlanRequest.of(job, source(lines)).format(InputFormat.CSV).build());
    }

    private static InputSource source(String... lines) {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return InputSource.stream("the list", new ByteArrayInputStream(text));
    }

    /** Closes the ledger, and writes the exports of its jobs and the list of people in the accounts. */
    static void finish(RunBench bench, List<String> jobs) throws IOException {
        bench.accounts.close();
        bench.ledger.close();
        for (String job : jobs) {
            Path export =
                    Files.createDirectories(bench.folder.resolve("export")).resolve(job);
            Receipts.export(bench.keys.publicKey(), bench.folder.resolve("ledger/ledger.db"), job, export);
        }
        List<String> people = new ArrayList<>(people("a", bench.a));
        people.addAll(people("b", bench.b));
        Files.write(bench.folder.resolve("people.csv"), people);
        for (String left : List.of("-wal", "-shm", ".lock")) {
            Path file = bench.folder.resolve("ledger/ledger.db" + left);
            if (Files.exists(file) && !left.equals("-shm") && Files.size(file) > 0) {
                throw new IllegalStateException(file + " is not empty");
            }
            Files.deleteIfExists(file);
        }
    }

    private static List<String> people(String account, InMemoryFaceLibrary library) {
        return library.people().stream()
                .map(person -> account + "," + person.value() + ","
                        + library.faces(person).orElse(Set.of()).stream()
                                .map(FaceId::value)
                                .collect(Collectors.joining(";")))
                .toList();
    }
}
