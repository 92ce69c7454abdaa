package io.efface.http.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.RetryAdvice;
import io.efface.http.SteppingClock;
import io.efface.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the program that prints credentials. It runs without a shell, and its command line and output are never shown. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are POSIX shell scripts")
class CredentialsCommandTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String KEY = "{\"access_key_id\":\"i\",\"access_key_secret\":\"zq7\"";

    @TempDir
    Path folder;

    private String program(String... lines) throws IOException {
        Path file = folder.resolve("key tool");
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    private static FaceException failure(CredentialsCommand command) {
        FaceException failure = catchThrowableOfType(FaceException.class, () -> CommandOutput.of(command, CLOCK));
        assertThat(failure).isNotNull();
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.toString()).doesNotContain("zq7");
        assertThat(failure.getCause()).isNull();
        return failure;
    }

    @Test
    void run_argumentsWithQuotes_reachTheProgramUnchanged() throws Exception {
        String program = program(
                "[ \"$#\" = 3 ] && [ \"$1\" = 'a b' ] && [ \"$2\" = '$HOME;*' ] && [ \"$3\" = '' ] || exit 9",
                "echo noise zq7 >&2",
                "echo '" + KEY
                        + ",\"sts_token\":\"t\",\"mode\":\"StsToken\",\"expiration\":\"2026-01-31T10:00:00Z\"}'");

        CommandOutput key = CommandOutput.of(CredentialsCommand.parse("'" + program + "' \"a b\" $HOME;* ''"), CLOCK);

        assertThat(key)
                .isEqualTo(new CommandOutput(
                        "i", new Secret("zq7"), new Secret("t"), Instant.parse("2026-01-31T10:00:00Z")));
        assertThat(key.toString()).doesNotContain("zq7", "i,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one two | one,two",
                "  one\ttwo  | one,two",
                "\"one two\" | one two",
                "a'b c'd\"e f\" | ab cde f",
                "C:\\tools\\key.exe -x | C:\\tools\\key.exe,-x",
            })
    void split_text_isSplitAtWhiteSpaceOutsideQuotes(String text, String words) {
        assertThat(CredentialsCommand.split(text.strip())).containsExactly(words.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "''", "'zq7", "./zq7", "bin/zq7"})
    void parse_unusableCommandLine_isRejectedWithoutEchoingIt(String text) {
        assertThatThrownBy(() -> CredentialsCommand.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("zq7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expiration\":\"2026-01-31T18:30:00+08:00\" | 2026-01-31T10:30:00Z",
                "expiration\":1769853600 | 2026-01-31T10:00:00Z",
                "sts_expiration\":1769853600 | 2026-01-31T10:00:00Z",
                "sts_expiration\":1769853600000 | 2026-01-31T10:00:00Z",
                "expiration\":\"1769853600\" | 2026-01-31T10:00:00Z",
                "expiration\":\"\" | 2026-01-31T09:05:00Z",
                "sts_expiration\":0 | 2026-01-31T09:05:00Z",
            })
    void read_expiry_isRead(String expiry, Instant end) {
        Map<?, ?> printed = ProfileReader.object(KEY + ",\"sts_token\":\"t\",\"" + expiry + "}")
                .orElseThrow();

        assertThat(CommandOutput.read(printed, CLOCK).expiresAt()).isEqualTo(end);
    }

    @Test
    void read_permanentKeyWithoutExpiry_neverExpires() {
        assertThat(CommandOutput.read(ProfileReader.object(KEY + "}").orElseThrow(), CLOCK))
                .isEqualTo(new CommandOutput("i", new Secret("zq7"), null, Instant.MAX));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zq7 | does not print one JSON object",
                "[\"zq7\"] | does not print one JSON object",
                "{\"access_key_id\":\"zq7\"} | prints JSON without access_key_secret",
                "{\"access_key_secret\":\"zq7\"} | prints JSON without access_key_id",
                "{\"access_key_id\":7,\"access_key_secret\":\"zq7\"} | access_key_id is not a text",
                "{\"access_key_id\":\"i\",\"access_key_secret\":\"zq7\",\"mode\":\"StsToken\"} | no sts_token",
                "{\"access_key_id\":\"i\",\"access_key_secret\":\"s\",\"security_token\":\"zq7\"} | security_token, which is not read",
                "{\"access_key_id\":\"i\",\"access_key_secret\":\"s\",\"Session-Token\":47} | Session-Token, which is not read",
                "{\"access_key_id\":\"i\",\"access_key_secret\":\"zq7\",\"mode\":\"AK\",\"sts_token\":\"zq7\"} | AK and an",
                "{\"access_key_id\":\"i\",\"access_key_secret\":\"zq7\",\"mode\":\"zq7\"} | a mode other than AK",
                "{\"access_key_id\":\"i\",\"access_key_secret\":\"zq7\",\"expiration\":\"zq7\"} | an expiration that is",
            })
    void run_outputInUnknownForm_failsAndDoesNotShowTheOutput(String printed, String problem) throws IOException {
        Path output = Files.writeString(folder.resolve("output"), printed);
        FaceException failure = failure(CredentialsCommand.of(List.of(program("cat '" + output + "'"))));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure).hasMessageContaining(problem);
    }

    private static final String OF_AWS = "{\"Version\":1,\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"zq7\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"SessionToken\":\"t\",\"Expiration\":\"2026-01-31T10:00:00Z\"} | t | 2026-01-31T10:00:00Z",
                ",\"SessionToken\":\"t\",\"Expiration\":\"2026-01-31T10:00:00+00:00\"} | t | 2026-01-31T10:00:00Z",
                ",\"SessionToken\":\"t\"} | t | 2026-01-31T09:05:00Z",
                ",\"SessionToken\":\"\",\"Expiration\":null} | | +1000000000-12-31T23:59:59.999999999Z",
                "} | | +1000000000-12-31T23:59:59.999999999Z",
            })
    void read_outputOfAwsTools_isRead(String rest, String token, Instant end) {
        Map<?, ?> printed = ProfileReader.object(OF_AWS + rest).orElseThrow();

        assertThat(CommandOutput.read(printed, CLOCK))
                .isEqualTo(new CommandOutput("i", new Secret("zq7"), token == null ? null : new Secret(token), end));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Version\":2,\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"zq7\"} | \"Version\": 1, the only",
                "{\"Version\":\"1\",\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"zq7\"} | \"Version\": 1, the only",
                "{\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"zq7\"} | \"Version\": 1, the only",
                "{\"Version\":1,\"AccessKeyId\":\"zq7\"} | without SecretAccessKey",
                "{\"Version\":1,\"SecretAccessKey\":\"zq7\"} | without AccessKeyId",
                "{\"Version\":1,\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"s\",\"sts_token\":\"zq7\"} | sts_token, which is not",
                "{\"Version\":1,\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"s\",\"SessionToken\":7} | SessionToken is not a text",
                "{\"Version\":1,\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"s\",\"Expiration\":\"zq7\"} | an expiration that is",
            })
    void run_outputOfAwsToolsInAnotherForm_isUnauthenticatedWithoutTheOutput(String printed, String problem)
            throws IOException {
        Path output = Files.writeString(folder.resolve("output"), printed);

        FaceException failure = failure(CredentialsCommand.of(List.of(program("cat '" + output + "'"))));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        assertThat(failure).hasMessageContaining(problem);
    }

    @Test
    void run_outputWithAByteOrderMark_isRead() throws Exception {
        Path output = Files.writeString(folder.resolve("output"), "\uFEFF" + KEY + "}");

        assertThat(CommandOutput.of(CredentialsCommand.of(List.of(program("cat '" + output + "'"))), CLOCK))
                .isNotNull();
    }

    @Test
    void run_exitCode_isReportedWithoutAnyOutput() throws IOException {
        FaceException failure =
                failure(CredentialsCommand.of(List.of(program("echo '" + KEY + "}'; echo zq7 >&2; exit 3"))));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure).hasMessageContaining("ended with exit code 3");
    }

    @Test
    void run_programThatDoesNotEnd_isEndedAtTheLimit() throws IOException {
        CredentialsCommand command =
                CredentialsCommand.of(List.of(program("echo zq7; exec sleep 600")), Duration.ofMillis(300));

        assertThat(failure(command)).hasMessageContaining("did not end within");
    }

    @Test
    void run_endlessOutput_isRejected() throws IOException {
        assertThat(failure(CredentialsCommand.of(List.of(program("exec yes zq7")))))
                .hasMessageContaining("more than 64 KiB");
    }

    @Test
    void run_missingProgram_isConfigurationErrorWithoutItsName() {
        FaceException failure =
                failure(CredentialsCommand.of(List.of(folder.resolve("zq7").toString())));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("cannot be started");
    }

    @Test
    void refreshing_printedKey_isKeptAndRenewedBeforeItExpires() throws IOException {
        SteppingClock clock = new SteppingClock();
        Path count = folder.resolve("count");
        String program = program(
                "echo x >> '" + count + "'",
                "n=$(wc -l < '" + count + "' | tr -d ' ')",
                "[ $n = 2 ] && e=2026-03-17T12:30:00Z || e=2026-03-17T10:30:00Z",
                "echo '{\"access_key_id\":\"i'$n'\",\"access_key_secret\":\"s\",\"sts_token\":\"t\",\"expiration\":\"'$e'\"}'");
        CredentialsCommand command = CredentialsCommand.of(List.of(program));
        RefreshingCredentials<String> kept = new RefreshingCredentials<>(
                () -> {
                    CommandOutput key = CommandOutput.of(command, clock);
                    return new ExpiringCredentials<>(key.id(), key.expiresAt());
                },
                RefreshPolicy.defaults().withClock(clock),
                Runnable::run);

        assertThat(kept.credentials()).isEqualTo("i1");
        clock.move(Duration.ofMinutes(54));
        assertThat(kept.credentials()).isEqualTo("i1");
        clock.move(Duration.ofMinutes(2));
        assertThat(kept.credentials()).isEqualTo("i2");
    }
}
