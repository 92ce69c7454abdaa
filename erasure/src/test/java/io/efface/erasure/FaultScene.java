package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Vendors and jobs whose detached runs other processes carry out, and the comparison of the outcomes with what the vendors hold. */
final class FaultScene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String BYSTANDER = "bystander";

    final Path folder;
    final LedgerAddress address;
    final List<FaultVendor> vendors = new ArrayList<>();
    private final List<EmulatorServer> servers = new ArrayList<>();
    private final KeyFolder keys;
    private final Random random;
    private final Set<String> existing = new HashSet<>();
    private int jobs;

    FaultScene(Path folder, LedgerAddress address, int accounts, Random random) throws IOException {
        this.folder = folder;
        this.address = address;
        this.random = random;
        this.keys = KeyFolder.create(folder.resolve("keys"));
        StringBuilder configuration = new StringBuilder();
        for (int i = 0; i < accounts; i++) {
            FaultVendor vendor = FaultVendor.create();
            EmulatorServer server = EmulatorServer.start(vendor);
            vendors.add(vendor);
            servers.add(server);
            vendor.people().put(BYSTANDER, "1");
            String account = "efface.accounts." + name(i) + '.';
            Map<String, String> settings = Map.of(
                    "provider", "tencent",
                    "region", "ap-guangzhou",
                    "endpoint", server.url(),
                    "quota", "off",
                    "retry.max-attempts", "1",
                    "credentials.secret-id", FaultVendor.KEY,
                    "credentials.secret-key", "${file:faults.secret}");
            settings.forEach((key, value) -> configuration.append(account + key + " = " + value + '\n'));
        }
        Files.writeString(folder.resolve("faults.secret"), FaultVendor.SECRET);
        Files.writeString(folder.resolve("efface.properties"), configuration);
    }

    private static String name(int account) {
        return "account" + (account + 1);
    }

    FaceRepositories accounts() {
        return FaceRepositories.builder()
                .properties(folder.resolve("efface.properties"))
                .environmentForReferences(Map.of())
                .open();
    }

    /** Plans the deletion of people in all accounts, a tenth of whom do not exist, and records the run for workers. Returns the job. */
    String planAndDetach(int people, RunOptions options) {
        jobs++;
        String job = "job-" + jobs;
        StringBuilder list = new StringBuilder("subject,account,person_id\n");
        for (int i = 0; i < people; i++) {
            for (int account = 0; account < vendors.size(); account++) {
                String person = job + "-p" + i;
                list.append(person + ',' + name(account) + ',' + person + '\n');
                if (random.nextInt(10) > 0) {
                    vendors.get(account).people().put(person, Long.toString(random.nextLong(1L << 53, Long.MAX_VALUE)));
                    existing.add(name(account) + '/' + person);
                }
            }
        }
        String[] lines = list.toString().split("\n");
        withErasure(erasure -> {
            erasure.plan(PlanRequest.of(job, Bench.list(lines)).build());
            erasure.detach(job, options);
        });
        return job;
    }

    private void withErasure(Consumer<Erasure> use) {
        try (Ledger ledger = Ledger.open(address);
                FaceRepositories accounts = accounts()) {
            use.accept(new Erasure(ledger, keys, accounts, Clock.systemUTC(), new Random(1)));
        }
    }

    /**
     * Waits until a job has no open target and is sealed. A run leaves a target open if the response to its deletion did not arrive in time,
     * so this method records further runs.
     */
    void awaitEnd(String job, RunOptions options) throws InterruptedException {
        await("the account runs have ended", () -> isFinished(job));
        for (int runs = 0; runs < 5 && hasOpenTargets(job); runs++) {
            withErasure(erasure -> erasure.detach(job, options));
            await("the account runs have ended again", () -> isFinished(job));
        }
        await("the final seal", () -> JobStatus.read(address, job).receipts().isFinal());
        check(job);
    }

    private boolean hasOpenTargets(String job) {
        return !address.location()
                .<Boolean, RuntimeException>read(
                        tx -> tx.targets(tx.jobs().get(job).number()).counts().stream()
                                .allMatch(count -> count.state() == TargetState.DONE));
    }

    List<AccountStatus> statuses(String job) {
        return address.location()
                .read(tx -> tx.accounts(tx.jobs().get(job).number()).statuses());
    }

    boolean isFinished(String job) {
        return statuses(job).stream().allMatch(status -> status.end() == AccountEnd.FINISHED);
    }

    /** Waits until a condition is true. Returns the time that this took. */
    Duration await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant begin = Instant.now();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(begin.plus(PATIENCE));
            assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        return Duration.between(begin, Instant.now());
    }

    /** Compares the outcomes in the ledger with what the vendors hold, and with the deletions that arrived there. */
    private void check(String name) {
        ReceiptsCheck receipts =
                Receipts.verify(keys.publicKey(), MacKey.read(keys.folder()).orElseThrow(), address, name);
        assertThat(receipts.isSound()).as(receipts.sentence()).isTrue();
        assertThat(receipts.verdict()).as(receipts.sentence()).isEqualTo(ReceiptsCheck.Verdict.INTACT);
        assertThat(JobStatus.read(address, name).receipts().isFinal())
                .as("the last seal is final")
                .isTrue();
        vendors.forEach(vendor -> assertThat(vendor.people().person(BYSTANDER))
                .as("people who are not listed")
                .isPresent());
        address.location().<Void, RuntimeException>read(tx -> {
            Job job = tx.jobs().get(name);
            Map<Long, List<String>> events = new TreeMap<>();
            tx.events(job.number()).all().forEach(event -> {
                String text = new String(event.bytes(), StandardCharsets.UTF_8);
                events.computeIfAbsent(target(text), key -> new ArrayList<>()).add(text);
            });
            List<StoredRow> rows = new ArrayList<>();
            tx.rows(job.number()).all().forEach(rows::add);
            rows.forEach(row -> check(name, row, events.getOrDefault(row.plan().id(), List.of())));
            return null;
        });
    }

    private static long target(String event) {
        String[] parts = event.split("\"target\":", 2);
        return parts.length == 1 ? 0 : Long.parseLong(parts[1].split("[,}]", 2)[0]);
    }

    private void check(String job, StoredRow row, List<String> events) {
        int index = (int) row.plan().line() - 2;
        int account = index % vendors.size();
        String person = job + "-p" + index / vendors.size();
        boolean existed = existing.contains(name(account) + '/' + person);
        List<FaultVendor.Deletion> deletions = vendors.get(account).deletions(person);
        String what = name(account) + '/' + person + ", " + row.result() + ", " + deletions + ", "
                + String.join("\n", events);
        RowResult result = row.result();
        assertThat(row.plan().knownState()).as(what).isEqualTo(TargetState.DONE);
        assertThat(vendors.get(account).people().person(person)).as(what).isEmpty();
        boolean isDeleted = deletions.stream().anyMatch(FaultVendor.Deletion::isEffective);
        assertThat(isDeleted).as("lost person: " + what).isEqualTo(existed);
        if (!result.maybeEarlier()) {
            assertThat(result.outcome()).as(what).isEqualTo(existed ? "DELETED" : "ALREADY_ABSENT");
        }
        long attempts = count(events, "\"type\":\"ATTEMPTED\"");
        assertThat(deletions.size()).as("deletions without a claim: " + what).isLessThanOrEqualTo((int) attempts);
        long unknown = events.stream()
                .filter(event -> event.contains("\"type\":\"OUTCOME\"") && event.contains("\"effect\":\"UNKNOWN\""))
                .count();
        assertThat(deletions.size() - 1L).as("unexplained deletion: " + what).isLessThanOrEqualTo(unknown);
    }

    private static long count(List<String> events, String text) {
        return events.stream().filter(event -> event.contains(text)).count();
    }

    /** Starts the process of a worker. */
    Process start(int port, String schema, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.logFile=" + folder.resolve(arguments[0] + ".log"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FaultWorker.class.getName(),
                Integer.toString(port),
                schema,
                folder.toString()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(arguments[0] + ".err").toFile()))
                .start();
    }

    @Override
    public void close() {
        vendors.forEach(FaultVendor::release);
        servers.forEach(EmulatorServer::close);
    }
}
