package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceException;
import io.efface.PersonId;
import io.efface.cli.demo.DemoVerification;
import io.efface.cli.demo.EmulatedVendors;
import io.efface.cli.output.Output;
import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.FakeSignals;
import io.efface.cli.process.Language;
import io.efface.config.FaceRepositories;
import io.efface.emulator.Fault;
import io.efface.emulator.service.EmulatedAccount;
import io.efface.emulator.service.EmulatedService;
import io.efface.spi.ProviderRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int demo(AccountsSource accounts, String... options) {
        CliContext context = new CliContext(
                InputStream.nullInputStream(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new CommandTester(),
                Map.of(),
                Clock.systemUTC(),
                new SecureRandom(),
                new FakeSignals(),
                accounts);
        List<String> arguments = new ArrayList<>(List.of("demo", "--directory", folder.toString()));
        arguments.addAll(List.of(options));
        return new Cli(context).run(arguments.toArray(String[]::new));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static AccountsSource accounts(ProviderRepository green) {
        return (file, context) -> FaceRepositories.builder()
                .account("green", new FakeAccount(green), Map.of("policies", "none"))
                .account("iai", new FakeAccount(new FakeRepository()), Map.of("policies", "none"))
                .account("rekognition", new FakeAccount(new FakeRepository()), Map.of("policies", "none"))
                .open();
    }

    @Test
    void demo_allVendors_runsAllCommandsAndVerifiesEveryoneAbsent() {
        int code = demo(AccountsSource.ofFiles(), "--persons", "3");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(lines()).last().isEqualTo("3 of 3 people verified absent");
        assertThat(lines())
                .filteredOn(line -> line.matches("demo-\\d{4} .* absent +gone"))
                .hasSize(3);
        assertThat(lines()).contains("2 people who must stay are all present.");
        assertThat(lines())
                .containsSubsequence(
                        "rows 9 = planned 9 + duplicates 0 + refused 0 + held 0",
                        "this run: deleted 9, absent 0, failed 0, unknown 0, throttled 0",
                        "complete",
                        "verified: all 9 done targets were read back and are absent")
                .anyMatch(line -> line.startsWith("sealed and intact"));
        assertThat(lines()).filteredOn(line -> line.startsWith("$ efface ")).hasSize(6);
        assertThat(code).isZero();
        assertThat(folder.resolve("ledger").resolve("efface.db")).exists();
        assertThat(folder.resolve("keys").resolve("signing.pub")).exists();
    }

    @Test
    void demo_falseVendorResponses_areDetected() {
        int code = demo(accounts(new FakeRepository()), "--persons", "2");

        assertThat(code).isEqualTo(1);
        assertThat(lines()).last().isEqualTo("0 of 2 people verified absent");
        assertThat(lines())
                .filteredOn(line -> line.contains("STORED by green and iai and rekognition"))
                .hasSize(2);
    }

    @Test
    void demonstration_personStillReadBack_isNotVerified() {
        FakeRepository holding = new FakeRepository().holding("demo-0001");
        try (EmulatedVendors vendors = EmulatedVendors.start(new CommandTester().context());
                FaceRepositories accounts = accounts(holding).open(Optional.empty(), new CommandTester().context())) {
            DemoVerification demonstration =
                    new DemoVerification(vendors, List.of(PersonId.of("demo-0001")), List.of(PersonId.of("kept")));

            assertThat(demonstration.verify(
                            accounts, new Output(new PrintStream(out, false, StandardCharsets.UTF_8), Language.EN)))
                    .isZero();
            assertThat(demonstration.areBystandersPresent()).isFalse();
        }
        assertThat(lines()).anyMatch(line -> line.contains("PRESENT in green"));
    }

    @Test
    void demonstration_vendorKeptADetachedFace_isNotVerified() throws IOException {
        try (EmulatedVendors vendors = EmulatedVendors.start(new CommandTester().context())) {
            EmulatedAccount account = vendors.all().stream()
                    .filter(vendor -> vendor.service() == EmulatedService.REKOGNITION)
                    .findFirst()
                    .orElseThrow();
            account.emulator().library().put("demo-0001", "0f6c8e2a-1b3d-4c5e-8f70-92a4b6c8d0e1");
            account.emulator().faults().onOperation("DeleteFaces").next(Fault.error("AccessDeniedException"));
            Path file = folder.resolve("efface.properties");
            Files.write(
                    file,
                    account.settings().entrySet().stream()
                            .map(setting -> "efface.accounts.a." + setting.getKey() + "=" + setting.getValue())
                            .toList());
            try (FaceRepositories accounts = FaceRepositories.load(file)) {
                PersonId person = PersonId.of("demo-0001");
                assertThatThrownBy(() -> accounts.get("a").deletePerson(person)).isInstanceOf(FaceException.class);
                accounts.get("a").deletePerson(person);
                DemoVerification demonstration = new DemoVerification(vendors, List.of(person), List.of());

                assertThat(demonstration.verify(
                                accounts, new Output(new PrintStream(out, false, StandardCharsets.UTF_8), Language.EN)))
                        .isZero();
            }
        }
        assertThat(lines()).anyMatch(line -> line.matches(".*absent.*STORED by rekognition"));
    }

    @Test
    void demo_folderOfAnotherRun_isUnchanged() throws IOException {
        Files.writeString(folder.resolve("seed.csv"), "mine");

        assertThat(demo(AccountsSource.ofFiles(), "--persons", "1")).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("seed.csv"))).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "many", "99999999999"})
    void demo_personsOutOfBounds_isAUsageError(String persons) {
        assertThat(demo(AccountsSource.ofFiles(), "--persons", persons)).isEqualTo(2);
        assertThat(lines()).isEmpty();
    }
}
