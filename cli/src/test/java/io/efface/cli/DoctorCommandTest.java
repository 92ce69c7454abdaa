package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.cli.command.ConfigurationReview;
import io.efface.spi.CallContext;
import io.efface.spi.Setting;
import io.efface.spi.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    /** Returns a repository that fails when any person is read. */
    private static FakeRepository failing(ErrorKind kind, RetryAdvice advice) {
        return new FakeRepository() {
            @Override
            public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
                throw FaceException.of(Operation.FIND_PERSON, kind)
                        .advice(advice)
                        .origin(Origin.VENDOR)
                        .build();
            }
        };
    }

    @Test
    void doctor_withoutPing_showsAccountsAndSendsNothing() {
        FakeRepository repository = new FakeRepository();
        CommandTester tester = CommandTester.with("main", repository);

        assertThat(tester.run("doctor", "--config", "x")).isZero();
        assertThat(tester.out())
                .containsPattern("main \\(default\\) +fake +here +[0-9a-f]+")
                .contains("ACCOUNT", "KEY");
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void doctor_ping_readsNonexistentPersonFromEachAccount() {
        FakeRepository repository = new FakeRepository();
        CommandTester tester = CommandTester.with("main", repository);

        assertThat(tester.run("doctor", "--config", "x", "--ping", "--json")).isZero();
        assertThat(repository.sent).singleElement().asString().matches("efface-doctor-[0-9a-f]{16}");
        assertThat(tester.outLines())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"account\":\"main\",\"provider\":\"fake\",\"place\":\"here\",\"library\":null,\"keyFingerprint\":\"")
                .contains("\"default\":true,\"sameAs\":null")
                .endsWith("\"warnings\":[],\"ping\":\"OK\"}");
    }

    @Test
    void doctor_pingRejected_exitsByPrecedence() {
        CommandTester tester = CommandTester.with("a", new FakeRepository())
                .and("b", failing(ErrorKind.UNAUTHENTICATED, RetryAdvice.NEVER))
                .and("c", failing(ErrorKind.UNAVAILABLE, RetryAdvice.BACKOFF));

        assertThat(tester.run("doctor", "--config", "x", "--ping", "--json")).isEqualTo(4);
        assertThat(tester.outLines()).hasSize(3);
        assertThat(tester.out()).contains("\"ping\":\"OK\"", "\"ping\":\"UNAUTHENTICATED\",\"error\":{\"kind\":");
        assertThat(tester.err()).contains("account b: findPerson: UNAUTHENTICATED");
    }

    @Test
    void review_literalSecretInAnOpenFile_isWarnedAboutWithoutItsValue(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("accounts.properties");
        Files.writeString(file, "efface.accounts.a.key=hunter2\nefface.accounts.b.key=${env:KEY}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        List<Setting> settings = List.of(Setting.secret("key", "a key"), Setting.of("region", "where", null));

        assertThat(ConfigurationReview.of(file).warnings("a", settings))
                .singleElement()
                .asString()
                .contains("efface.accounts.a.key", "other users can read the file")
                .doesNotContain("hunter2");
        assertThat(ConfigurationReview.of(file).warnings("b", settings)).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(ConfigurationReview.of(file).warnings("a", settings)).isEmpty();
    }

    @Test
    void review_secretFileThatOthersCanRead_isWarnedAbout(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("accounts.properties");
        Path secret = folder.resolve("key");
        Files.writeString(file, "efface.accounts.a.key=${file:key}\n");
        Files.writeString(secret, "hunter2\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        List<Setting> settings = List.of(Setting.secret("key", "a key"));

        assertThat(ConfigurationReview.of(file).warnings("a", settings))
                .singleElement()
                .asString()
                .contains("key holds a secret and other users can read the file");

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(ConfigurationReview.of(file).warnings("a", settings)).isEmpty();
    }
}
