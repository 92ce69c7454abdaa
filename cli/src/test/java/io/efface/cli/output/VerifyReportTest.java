package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Language;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunEnd;
import io.efface.erasure.TargetState;
import io.efface.erasure.VerifySummary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyReportTest {
    private static VerifySummary summary(AccountEnd end, AccountFailure failure) {
        return new VerifySummary(
                "leavers",
                RunEnd.FINISHED,
                Map.of("cn", end),
                Map.of(),
                Map.of("cn", failure),
                3,
                0,
                0,
                0,
                3,
                Optional.empty(),
                new JobCounts(3, Map.of(TargetState.DONE, 3L), 0, 0, 0),
                false);
    }

    @Test
    void result_accountGivenUp_namesKindAndCode() {
        AccountFailure failure = new AccountFailure(
                ErrorKind.PERMISSION_DENIED, Optional.of("Forbidden.RAM"), Optional.empty(), Optional.empty());
        AccountFailure unreachable =
                new AccountFailure(ErrorKind.UNAVAILABLE, Optional.empty(), Optional.empty(), Optional.empty());

        CommandResult first =
                VerifyReport.result(summary(AccountEnd.REFUSED, failure), Optional.empty(), () -> "again");
        CommandResult second =
                VerifyReport.result(summary(AccountEnd.UNAVAILABLE, unreachable), Optional.empty(), () -> "again");

        assertThat(first.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(first.reason().toString()).isEqualTo("refused: account cn, PERMISSION_DENIED (Forbidden.RAM)");
        assertThat(second.status()).isEqualTo(ExitStatus.REPEAT);
        assertThat(second.reason().toString()).isEqualTo("3 targets could not be read: account cn, UNAVAILABLE");
    }

    @Test
    void json_accountGivenUp_hasItsFailure() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccountFailure failure = new AccountFailure(
                ErrorKind.PERMISSION_DENIED, Optional.of("Forbidden.RAM"), Optional.empty(), Optional.empty());

        VerifyReport.write(
                summary(AccountEnd.REFUSED, failure),
                true,
                new Output(new PrintStream(out, false, StandardCharsets.UTF_8), Language.EN));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"failures\":{\"cn\":{\"kind\":\"PERMISSION_DENIED\",\"code\":\"Forbidden.RAM\",\"detail\":null}}");
    }
}
