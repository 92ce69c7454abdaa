package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.emulator.Fault;
import io.efface.emulator.Fault.When;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests runs against vendors that respond to every request with the same error. Such an error concerns the account and not the targets. */
class AccountFaultTest {
    @TempDir
    Path folder;

    static Stream<Arguments> rejections() {
        Stream<String> green = Stream.of(
                "MissingAccessKeyId",
                "MissingParameter",
                "MissingSecurityToken",
                "InvalidAction.NotFound",
                "UnsupportedRegion",
                "InvalidRegionId",
                "NoSuchVersion",
                "ActionOffline",
                "ActionUnauthorized",
                "UnsupportedParameter",
                "InvalidParameter",
                "Forbidden.AccountInDebt",
                "400",
                "403");
        Stream<String> iai = Stream.of(
                "AuthFailure.SecretIdNotFound",
                "AuthFailure.InvalidAuthorization",
                "AuthFailure.TokenFailure",
                "MissingParameter",
                "MissingParameter.ErrorParameterEmpty",
                "InvalidAction",
                "UnsupportedRegion",
                "NoSuchVersion",
                "NoSuchProduct",
                "InvalidParameterValue",
                "UnknownParameter",
                "UnauthorizedOperation",
                "ResourceUnavailable.InArrears");
        return Stream.concat(
                green.flatMap(code -> Stream.of(5, 120).map(rows -> Arguments.of("green", code, rows))),
                iai.flatMap(code -> Stream.of(5, 120).map(rows -> Arguments.of("iai", code, rows))));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void run_everyRequestRejectedWithOneCode_keepsTargetsPendingAndEndsAccountAsRefused(
            String vendor, String code, int rows) throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(rows));
            bench.emulator.faults().always(Fault.error(code));

            RunSummary summary = bench.run();

            assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.REFUSED);
            assertThat(summary.failures().get(VendorBench.ACCOUNT))
                    .extracting(AccountFailure::code)
                    .isEqualTo(Optional.of(code));
            assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(rows);
            assertThat(summary.unresolved()).isEmpty();

            bench.emulator.faults().clear();
            bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
            assertThat(bench.run().counts().isComplete()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "green, Throttling.User, RATE_LIMITED",
        "iai, RequestLimitExceeded, RATE_LIMITED",
        "iai, ResourceInUse, CONFLICT",
        "iai, ResourceUnavailable.Delivering, ACCOUNT_UNAVAILABLE"
    })
    void run_everyRequestRejectedWithTemporaryCode_keepsTargetsPendingAndEndsAccountAsUnavailable(
            String vendor, String code, ErrorKind kind) throws IOException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(5));
            bench.emulator.faults().always(Fault.error(code));

            RunSummary summary = bench.run();

            assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.UNAVAILABLE);
            assertThat(summary.failures().get(VendorBench.ACCOUNT))
                    .isEqualTo(new AccountFailure(kind, Optional.of(code), Optional.empty(), Optional.empty()));
            assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"green, 1", "green, 5", "green, 120", "iai, 5", "iai, 120"})
    void run_everyRequestRejectedWithUnlistedCode_endsAccountAsRefusedAndKeepsAttemptedTargetsUnknown(
            String vendor, int rows) throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(rows));
            bench.emulator.faults().always(Fault.error("Weird.NewCode"));

            for (int run = 1; run <= 2; run++) {
                RunSummary summary = bench.run(RunOptions.builder().concurrency(8));

                assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.REFUSED);
                assertThat(summary.failures().get(VendorBench.ACCOUNT))
                        .isEqualTo(new AccountFailure(
                                ErrorKind.UNKNOWN, Optional.of("Weird.NewCode"), Optional.empty(), Optional.empty()));
                long unknown = summary.counts().in(TargetState.UNKNOWN);
                assertThat(unknown).as("a deletion was sent").isBetween(1L, Math.min(rows, 30L));
                assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(rows - unknown);
                bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
            }

            bench.emulator.faults().clear();
            assertThat(bench.run().counts().isComplete()).isTrue();
        }
    }

    /** Returns faults that leave the effect of a deletion unknown, each with the number of rows and the expected end of the account. */
    static Stream<Arguments> faultsOfUnknownEffect() {
        List<Arguments> faults = new ArrayList<>();
        for (String code : List.of("480", "586", "587", "592")) {
            faults.add(Arguments.of("green", code, Fault.error(code), AccountEnd.REFUSED));
        }
        for (String code : List.of("500", "580", "581", "InternalError", "ServiceUnavailable", "SignatureNonceUsed")) {
            faults.add(Arguments.of("green", code, Fault.error(code), AccountEnd.UNAVAILABLE));
        }
        for (String code : List.of("FailedOperation", "FailedOperation.FooBar", "ResponseSizeLimitExceeded")) {
            faults.add(Arguments.of("iai", code, Fault.error(code), AccountEnd.REFUSED));
        }
        for (String code :
                List.of("InternalError", "InternalError.New", "FailedOperation.RpcFail", "ServiceUnavailable")) {
            faults.add(Arguments.of("iai", code, Fault.error(code), AccountEnd.UNAVAILABLE));
        }
        for (String vendor : List.of("green", "iai")) {
            faults.add(Arguments.of(vendor, "page 404", page(404), AccountEnd.REFUSED));
            faults.add(Arguments.of(vendor, "page 200", page(200), AccountEnd.UNAVAILABLE));
            faults.add(Arguments.of(vendor, "page 502", page(502), AccountEnd.UNAVAILABLE));
            faults.add(Arguments.of(vendor, "reset", Fault.reset(When.BEFORE_EFFECT), AccountEnd.UNAVAILABLE));
            faults.add(Arguments.of(vendor, "cut off", Fault.truncate(5), AccountEnd.UNAVAILABLE));
        }
        return faults.stream()
                .flatMap(fault -> Stream.of(5, 120).map(rows -> {
                    Object[] parts = fault.get();
                    return Arguments.of(parts[0], parts[1], rows, parts[2], parts[3]);
                }));
    }

    private static Fault page(int status) {
        return Fault.raw(EmulatorResponse.text(status, "text/html", "<html><body>Not here</body></html>"));
    }

    @ParameterizedTest(name = "{0}, {1}, {2} rows")
    @MethodSource("faultsOfUnknownEffect")
    void run_everyDeletionOfUnknownEffect_endsAccountAndKeepsAttemptedTargetsUnknown(
            String vendor, String name, int rows, Fault fault, AccountEnd end)
            throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(rows));
            bench.emulator.faults().always(fault);

            for (int run = 1; run <= 2; run++) {
                RunSummary summary = bench.run(RunOptions.builder().concurrency(8));

                assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, end);
                assertThat(summary.failures()).containsKey(VendorBench.ACCOUNT);
                long unknown = summary.counts().in(TargetState.UNKNOWN);
                assertThat(unknown).as("a deletion was sent").isBetween(1L, Math.min(rows, 30L));
                assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(rows - unknown);
                bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
            }

            bench.emulator.faults().clear();
            assertThat(bench.run().counts().isComplete()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"green, 500, MissingParameter", "iai, InternalError, InvalidParameterValue"})
    void run_twoCodesWithoutSuccess_onlyTargetsThatMayHaveBeenDeletedAreUnknown(
            String vendor, String open, String refused) throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(6));
            for (int i = 1; i <= 6; i++) {
                bench.emulator
                        .faults()
                        .onPerson(RunBench.people(6).get(i - 1))
                        .always(Fault.error(i <= 3 ? open : refused));
            }

            RunSummary summary = bench.run(RunOptions.builder().concurrency(8));

            assertThat(summary.counts().in(TargetState.FAILED)).isZero();
            assertThat(summary.counts().in(TargetState.UNKNOWN)).isBetween(1L, 3L);
            assertThat(summary.counts().in(TargetState.PENDING))
                    .isEqualTo(6 - summary.counts().in(TargetState.UNKNOWN));
            assertThat(summary.accounts().get(VendorBench.ACCOUNT)).isNotEqualTo(AccountEnd.FINISHED);
        }
    }

    @ParameterizedTest
    @CsvSource({"green, 500", "green, 586", "iai, InternalError", "iai, FailedOperation.FooBar"})
    void run_errorOfUnknownEffectForOnePerson_doesNotEndAccount(String vendor, String code)
            throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(20));
            bench.emulator.faults().onPerson("p1").always(Fault.error(code));

            for (int run = 1; run <= 2; run++) {
                RunSummary summary = bench.run(RunOptions.builder().concurrency(2));

                assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.FINISHED);
                assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(19);
                assertThat(summary.unresolved()).hasSize(1);
                bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"green", "iai"})
    void run_unlistedCodeForOnePerson_doesNotEndAccount(String vendor) throws IOException, InterruptedException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(20));
            bench.emulator.faults().onPerson("p1").always(Fault.error("Weird.NewCode"));

            for (int run = 1; run <= 2; run++) {
                RunSummary summary = bench.run(RunOptions.builder().concurrency(2));

                assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.FINISHED);
                assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(19);
                assertThat(summary.counts().in(TargetState.UNKNOWN)).isEqualTo(1);
                assertThat(summary.unresolved()).hasSize(1);
                bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"green", "iai"})
    void run_vendorUnreachableFromTheStart_endsAccountAsUnavailable(String vendor) throws IOException {
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(5));
            bench.stopVendor();

            RunSummary summary = bench.run();

            assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.UNAVAILABLE);
            assertThat(summary.failures().get(VendorBench.ACCOUNT).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(5);
        }
    }

    @Test
    void run_codeAboutThePersonForEverybody_failsTheTargets() throws IOException {
        try (VendorBench bench = new VendorBench(folder, "iai")) {
            bench.plan(RunBench.people(5));
            bench.emulator.faults().always(Fault.error("InvalidParameterValue.PersonIdIllegal"));

            RunSummary summary = bench.run();

            assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.FINISHED);
            assertThat(summary.counts().in(TargetState.FAILED)).isEqualTo(5);
        }
    }

    @Test
    void run_oneRejectionAmongAcceptedDeletions_failsThatTarget() throws IOException {
        try (VendorBench bench = new VendorBench(folder, "iai")) {
            bench.plan(RunBench.people(120));
            bench.emulator.faults().onPerson("p20").always(Fault.error("InvalidParameterValue"));

            RunSummary summary = bench.run(RunOptions.builder().concurrency(2));

            assertThat(summary.accounts()).containsEntry(VendorBench.ACCOUNT, AccountEnd.FINISHED);
            assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(119);
            assertThat(summary.counts().permanent()).isEqualTo(1);
        }
    }

    static Stream<Long> seeds() {
        long first = Long.getLong("efface.seed", System.nanoTime());
        return LongStream.range(first, first + Integer.getInteger("efface.account.faults", 30))
                .boxed();
    }

    /**
     * Draws at random the vendor, the code, the length of the list, the concurrency, the first request that the account rejects, and whether
     * the account rejects all later requests or only some of them.
     */
    @ParameterizedTest(name = "-Defface.seed={0} -Defface.account.faults=1")
    @MethodSource("seeds")
    void run_accountThatStartsToReject_failsNoTarget(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        String vendor = random.nextBoolean() ? "green" : "iai";
        List<String> codes = rejections()
                .filter(refusal -> refusal.get()[0].equals(vendor))
                .map(refusal -> (String) refusal.get()[1])
                .toList();
        String code = codes.get(random.nextInt(codes.size()));
        int rows = 5 + random.nextInt(116);
        int before = 1 + random.nextInt(3 * rows);
        boolean ends = random.nextBoolean();
        int lasts = 1 + random.nextInt(40);
        int concurrency = 1 + random.nextInt(12);
        try (VendorBench bench = new VendorBench(folder, vendor)) {
            bench.plan(RunBench.people(rows));
            if (ends) {
                bench.emulator.faults().times(before, Fault.none()).times(lasts, Fault.error(code));
            } else {
                bench.emulator.faults().times(before, Fault.none()).always(Fault.error(code));
            }

            RunSummary summary = bench.run(RunOptions.builder().concurrency(concurrency));

            JobCounts counts = summary.counts();
            assertThat(counts.in(TargetState.FAILED)).isZero();
            assertThat(counts.in(TargetState.DONE) + counts.open()).isEqualTo(rows);
            assertThat(summary.accounts().get(VendorBench.ACCOUNT))
                    .isEqualTo(counts.isComplete() ? AccountEnd.FINISHED : AccountEnd.REFUSED);

            bench.emulator.faults().clear();
            for (int again = 1; again <= 3 && !summary.counts().isComplete(); again++) {
                bench.time.sleep(Duration.ofMinutes(5), LayerCall.plain());
                summary = bench.run();
            }
            assertThat(summary.counts().isComplete()).isTrue();
        }
    }
}
