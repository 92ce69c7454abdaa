package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import org.junit.jupiter.api.Test;

class FindPersonCommandTest {
    private final FakeRepository repository = new FakeRepository().holding("alice", "f1", "f2");
    private final CommandTester tester = CommandTester.with("cn-main", repository);

    @Test
    void findPerson_json_hasPresentAndFaces() {
        int code = tester.run("find-person", "--config", "x", "--json", "alice", "bob");

        assertThat(code).isZero();
        assertThat(tester.outLines())
                .containsExactly(
                        "{\"account\":\"cn-main\",\"operation\":\"findPerson\",\"person\":\"alice\",\"present\":true,\"faces\":[\"f1\",\"f2\"],\"requestIds\":[\"request-1\"],\"attempts\":1}",
                        "{\"account\":\"cn-main\",\"operation\":\"findPerson\",\"person\":\"bob\",\"present\":false,\"faces\":[],\"requestIds\":[\"request-2\"],\"attempts\":1}");
    }

    @Test
    void findPerson_exitCodeOption_reportsAbsence() {
        assertThat(tester.run("find-person", "--config", "x", "--exit-code", "alice"))
                .isZero();
        assertThat(tester.run("find-person", "--config", "x", "--exit-code", "alice", "bob"))
                .isEqualTo(3);
        assertThat(tester.out()).containsPattern("bob +ABSENT").containsPattern("alice +PRESENT +- +f1 f2");
    }

    @Test
    void findPerson_detachedFaces_arePassedToTheCall() {
        assertThat(tester.run("find-person", "--config", "x", "--detached", "f1", "alice"))
                .isZero();

        assertThat(repository.lastDetachedFaces).containsExactly(FaceId.of("f1"));
    }

    @Test
    void findPerson_failure_isNeitherPresentNorAbsent() {
        repository.failing(
                "alice",
                FaceException.of(Operation.FIND_PERSON, ErrorKind.UNAVAILABLE)
                        .advice(RetryAdvice.BACKOFF)
                        .origin(Origin.NETWORK)
                        .build());

        assertThat(tester.run("find-person", "--config", "x", "--json", "alice"))
                .isEqualTo(6);
        assertThat(tester.out())
                .contains(
                        "\"present\":null,\"faces\":[],\"requestIds\":[],\"attempts\":0,\"error\":{\"kind\":\"UNAVAILABLE\",\"effect\":\"NONE\"");
    }
}
