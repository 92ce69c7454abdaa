package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeletePersonCommandTest {
    private final FakeRepository repository =
            new FakeRepository().holding("alice", "f1").holding("李雷");
    private final CommandTester tester = CommandTester.with("cn-main", repository);

    private int delete(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "delete-person";
        arguments[1] = "--config";
        arguments[2] = "accounts.properties";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return tester.run(arguments);
    }

    private static FaceException failure(ErrorKind kind, RetryAdvice advice, Origin origin) {
        return FaceException.of(Operation.DELETE_PERSON, kind)
                .advice(advice)
                .origin(origin)
                .provider("fake")
                .build();
    }

    @Test
    void deletePerson_json_hasExactlyTheDocumentedKeys() {
        int code = delete("--yes", "--json", "alice", "nobody", "李雷");

        assertThat(code).isZero();
        assertThat(tester.outLines())
                .containsExactly(
                        "{\"account\":\"cn-main\",\"operation\":\"deletePerson\",\"person\":\"alice\","
                                + "\"outcome\":\"DELETED\",\"evidence\":\"CONFIRMED\",\"maybeByEarlierAttempt\":false,"
                                + "\"requestIds\":[\"request-1\"],\"attempts\":1}",
                        "{\"account\":\"cn-main\",\"operation\":\"deletePerson\",\"person\":\"nobody\","
                                + "\"outcome\":\"ALREADY_ABSENT\",\"evidence\":\"CONFIRMED\",\"maybeByEarlierAttempt\":false,"
                                + "\"requestIds\":[\"request-2\"],\"attempts\":1}",
                        "{\"account\":\"cn-main\",\"operation\":\"deletePerson\",\"person\":\"李雷\","
                                + "\"outcome\":\"DELETED\",\"evidence\":\"CONFIRMED\",\"maybeByEarlierAttempt\":false,"
                                + "\"requestIds\":[\"request-3\"],\"attempts\":1}");
        assertThat(tester.err()).isEmpty();
        assertThat(repository.closed).isTrue();
    }

    @Test
    void deletePerson_failure_hasTheErrorAndNoIdOnStandardError() {
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_PERSON, ErrorKind.RATE_LIMITED)
                        .advice(RetryAdvice.BACKOFF)
                        .retryAfter(Duration.ofSeconds(2))
                        .origin(Origin.VENDOR)
                        .provider("fake")
                        .vendorCode("Throttling.User")
                        .httpStatus(400)
                        .requestId("4b60")
                        .attempts(3)
                        .build());

        int code = delete("--yes", "--json", "alice");

        assertThat(code).isEqualTo(6);
        assertThat(tester.outLines())
                .containsExactly("{\"account\":\"cn-main\",\"operation\":\"deletePerson\",\"person\":\"alice\","
                        + "\"outcome\":null,\"evidence\":null,\"maybeByEarlierAttempt\":false,"
                        + "\"requestIds\":[\"4b60\"],\"attempts\":3,"
                        + "\"error\":{\"kind\":\"RATE_LIMITED\",\"effect\":\"NONE\",\"retry\":\"BACKOFF\",\"origin\":\"VENDOR\","
                        + "\"code\":\"Throttling.User\",\"httpStatus\":400,\"requestId\":\"4b60\","
                        + "\"message\":\"deletePerson: RATE_LIMITED (fake Throttling.User, HTTP 400, requestId 4b60)\","
                        + "\"retryAfterMillis\":2000}}");
        assertThat(tester.err())
                .isEqualTo(
                        "efface: item 1, account cn-main: deletePerson: RATE_LIMITED"
                                + " (fake Throttling.User, HTTP 400, requestId 4b60); repeating the same command may succeed\n");
    }

    private static FaceException detached(String... faces) {
        return failure(ErrorKind.PERMISSION_DENIED, RetryAdvice.NEVER, Origin.VENDOR).toBuilder()
                .detachedFaces(Stream.of(faces).map(FaceId::of).collect(Collectors.toCollection(LinkedHashSet::new)))
                .build();
    }

    @Test
    void deletePerson_failureWithDetachedFaces_printsTheOptionThatDeletesThem() {
        repository.failing("alice", detached("f1", "f2"));

        int code = delete("--yes", "alice");

        assertThat(code).isEqualTo(4);
        assertThat(tester.out()).containsPattern("alice +FAILED +- +PERMISSION_DENIED; repeat with --detached f1,f2\n");
        assertThat(tester.err())
                .isEqualTo(
                        "efface: item 1, account cn-main: deletePerson: PERMISSION_DENIED (fake); 2 faces are detached;"
                                + " detached faces may still exist at the vendor, and no read of the person lists them: repeat the"
                                + " command with --detached and the faces that standard output shows\n");
    }

    @Test
    void deletePerson_failureWithDetachedFaces_hasTheFacesInJson() {
        repository.failing("alice", detached("f1", "f2"));

        delete("--yes", "--json", "alice");

        assertThat(tester.out()).contains("\"attempts\":0,\"detachedFaces\":[\"f1\",\"f2\"],\"error\":{");
    }

    @Test
    void deletePerson_detachedFaces_arePassedToTheCall() {
        assertThat(delete("--yes", "--detached", "f1,f2", "--detached", "f3", "alice"))
                .isZero();

        assertThat(repository.lastDetachedFaces).containsExactly(FaceId.of("f1"), FaceId.of("f2"), FaceId.of("f3"));
    }

    @Test
    void deletePerson_detachedFacesOnStandardInput_arePassedToTheCall() {
        tester.input("f1\nf2\n");

        assertThat(delete("--yes", "--detached", "-", "bob")).isZero();
        assertThat(repository.lastDetachedFaces).containsExactly(FaceId.of("f1"), FaceId.of("f2"));
    }

    @Test
    void deletePerson_failureBeforeTheRequest_keepsTheDetachedFacesOfTheOption() {
        repository.failing("alice", failure(ErrorKind.UNAVAILABLE, RetryAdvice.BACKOFF, Origin.NETWORK));

        delete("--yes", "--json", "--detached", "f1", "alice");

        assertThat(tester.out()).contains("\"detachedFaces\":[\"f1\"]");
    }

    @Test
    void deletePerson_detachedFacesOfSeveralPeople_areRejected() {
        assertThat(delete("--yes", "--detached", "f1", "alice", "bob")).isEqualTo(2);
        assertThat(tester.err()).contains("--detached needs exactly one person and one account");
        assertThat(delete("--yes", "--detached", "-", "-")).isEqualTo(2);
        assertThat(tester.err()).contains("'-' is given twice");
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void deletePerson_failureWithoutAResponse_writesNulls() {
        repository.failing("alice", failure(ErrorKind.UNAVAILABLE, RetryAdvice.BACKOFF, Origin.NETWORK));

        delete("--yes", "--json", "alice");

        assertThat(tester.out())
                .contains("\"code\":null,\"httpStatus\":null,\"requestId\":null,")
                .contains("\"requestIds\":[],\"attempts\":0");
    }

    @Test
    void deletePerson_severalIds_triesAllAndUsesFirstInPrecedence() {
        repository
                .failing("a", failure(ErrorKind.TIMEOUT, RetryAdvice.BACKOFF, Origin.NETWORK))
                .failing("b", failure(ErrorKind.UNAUTHENTICATED, RetryAdvice.NEVER, Origin.VENDOR))
                .failing("c", failure(ErrorKind.STILL_PRESENT, RetryAdvice.NEVER, Origin.VENDOR));

        int code = delete("--yes", "a", "alice", "b", "c", "李雷");

        assertThat(code).isEqualTo(4);
        assertThat(repository.sent).containsExactly("a", "alice", "b", "c", "李雷");
        assertThat(tester.err()).contains("item 1,", "item 3,", "item 4,", "3 of 5 calls failed");
    }

    @Test
    void deletePerson_table_isAlignedForWideCharactersToo() {
        delete("--yes", "alice", "李雷");

        assertThat(tester.outLines())
                .containsExactly(
                        "ACCOUNT  PERSON  OUTCOME         EVIDENCE         NOTE",
                        "cn-main  alice   DELETED         CONFIRMED",
                        "cn-main  李雷    DELETED         CONFIRMED");
    }

    @Test
    void deletePerson_idWithDirectionChange_isEscaped() {
        delete("--yes", "a\u202Eb");

        assertThat(tester.out()).contains("a\\u{202e}b").doesNotContain("\u202E");
    }

    @Test
    void deletePerson_repeatedId_isSentOnce() {
        delete("--yes", "alice", "alice");

        assertThat(repository.sent).containsExactly("alice");
    }

    @Test
    void deletePerson_oneBadId_sendsNothing() {
        int code = delete("--yes", "alice", "  ");

        assertThat(code).isEqualTo(2);
        assertThat(repository.sent).isEmpty();
        assertThat(tester.out()).isEmpty();
        assertThat(tester.err()).contains("id 2 of 2: person id is blank");
    }

    @Test
    void deletePerson_withoutTerminalAndYes_sendsNothing() {
        int code = delete("alice");

        assertThat(code).isEqualTo(2);
        assertThat(repository.sent).isEmpty();
        assertThat(tester.err()).contains("--yes").doesNotContain("alice");
    }

    @Test
    void deletePerson_detachedFacesOnATerminal_asksWithTheirNumber() {
        tester.withAnswer("yes").run("delete-person", "--config", "x", "--detached", "f1,f2", "alice");

        assertThat(tester.questions)
                .singleElement()
                .asString()
                .contains("1 person with all faces and 2 detached faces from cn-main")
                .doesNotContain("f1");
    }

    @Test
    void deletePerson_onATerminal_asksWithCountAndPlace() {
        assertThat(tester.withAnswer("no").run("delete-person", "--config", "x", "alice"))
                .isEqualTo(2);
        assertThat(repository.sent).isEmpty();

        assertThat(tester.withAnswer("yes").run("delete-person", "--config", "x", "alice"))
                .isZero();
        assertThat(repository.sent).containsExactly("alice");
        assertThat(tester.questions)
                .hasSize(2)
                .allSatisfy(question -> assertThat(question)
                        .contains("1 person", "cn-main (fake, here)")
                        .doesNotContain("alice"));
    }

    @Test
    void deletePerson_unknownAccount_listsTheAccountsAndSendsNothing() {
        int code = delete("--yes", "--account", "elsewhere", "alice");

        assertThat(code).isEqualTo(2);
        assertThat(tester.err()).contains("--account", "cn-main").doesNotContain("elsewhere");
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void deletePerson_severalAccounts_needsADefaultOrAName() {
        FakeRepository second = new FakeRepository();
        tester.and("hk", second);

        assertThat(delete("--yes", "alice")).isEqualTo(2);
        assertThat(delete("--yes", "--account", "hk", "alice")).isZero();
        tester.defaultAccount("cn-main");
        assertThat(delete("--yes", "alice")).isZero();
        assertThat(second.sent).containsExactly("alice");
        assertThat(repository.sent).containsExactly("alice");
    }

    @Test
    void deletePerson_allAccounts_reportsEachAccountAndPerson() {
        FakeRepository second = new FakeRepository()
                .failing("alice", failure(ErrorKind.UNAVAILABLE, RetryAdvice.BACKOFF, Origin.NETWORK));
        tester.and("hk", second);

        int code = delete("--yes", "--json", "--all-accounts", "alice", "李雷");

        assertThat(code).isEqualTo(6);
        assertThat(tester.outLines()).hasSize(4);
        assertThat(repository.sent).containsExactlyInAnyOrder("alice", "李雷");
        assertThat(second.sent).containsExactlyInAnyOrder("alice", "李雷");
        assertThat(tester.out())
                .contains(
                        "\"account\":\"hk\",\"operation\":\"deletePerson\",\"person\":\"李雷\",\"outcome\":\"ALREADY_ABSENT\"")
                .contains(
                        "\"account\":\"cn-main\",\"operation\":\"deletePerson\",\"person\":\"alice\",\"outcome\":\"DELETED\"");
    }

    @Test
    void deletePerson_allAccountsAndAnAccount_excludeEachOther() {
        assertThat(delete("--yes", "--all-accounts", "--account", "cn-main", "alice"))
                .isEqualTo(2);
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void deletePerson_unforeseenException_isOneLineWithoutItsMessage() {
        repository.failing("alice", new IllegalStateException("alice is secret"));

        int code = delete("--yes", "--json", "alice", "李雷");

        assertThat(code).isEqualTo(1);
        assertThat(tester.err()).contains("java.lang.IllegalStateException").doesNotContain("alice", "\tat ");
        assertThat(tester.out()).contains("\"effect\":\"UNKNOWN\"").doesNotContain("is secret");
        assertThat(repository.sent).containsExactly("alice", "李雷");
    }

    @Test
    void deletePerson_failureOfUnknownEffect_isReported() {
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_PERSON, ErrorKind.TIMEOUT)
                        .effect(Effect.UNKNOWN)
                        .advice(RetryAdvice.BACKOFF)
                        .origin(Origin.NETWORK)
                        .build());

        assertThat(delete("--yes", "alice")).isEqualTo(6);
        assertThat(tester.out()).containsPattern("cn-main +alice +UNKNOWN +- +TIMEOUT");
        assertThat(tester.err()).contains("the deletion may have happened");
    }
}
