package io.efface.emulator.iai;

import static io.efface.emulator.Fault.When.AFTER_EFFECT;
import static io.efface.emulator.Fault.When.BEFORE_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.efface.emulator.Fault;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IaiFaultsTest {
    private static final String P1 = "{\"PersonId\":\"p1\"}";

    private final IaiFixture iai = new IaiFixture(IaiFixture.builder()
            .variants(IaiVariants.builder().defaultLanguage(IaiLanguage.EN_US).build()));

    IaiFaultsTest() {
        iai.people().put("p1", "f1");
    }

    static Set<String> everyCode() {
        return IaiCodes.load().all();
    }

    @Test
    void codes_table_equalsTheDocumentedTable() {
        assertThat(everyCode()).hasSize(132).contains("InternalError", "ResourceNotFound.ErrorPersonNotExisted");
    }

    @ParameterizedTest
    @MethodSource("everyCode")
    void fault_everyCode_hasItsMessageInBothLanguages(String code) {
        iai.emulator.faults().times(2, Fault.error(code));

        EmulatorResponse english = iai.emulator.respond(iai.requests.post("DeletePerson", P1));
        EmulatorResponse chinese =
                iai.emulator.respond(iai.requests.with("X-TC-Language", "zh-CN").post("DeletePerson", P1));

        assertThat(IaiFixture.code(english)).isEqualTo(code);
        assertThat(IaiFixture.code(chinese)).isEqualTo(code);
        assertThat(IaiFixture.message(english)).matches("\\p{ASCII}{5,}");
        assertThat(IaiFixture.message(chinese)).matches(".*\\p{IsHan}.*");
        assertThat(iai.people().size()).isOne();
    }

    @Test
    void fault_undocumentedCode_isSentToo() {
        iai.emulator.faults().next(Fault.error("FailedOperation.Tomorrow"));

        EmulatorResponse response = iai.emulator.respond(iai.requests.post("DeletePerson", P1));

        assertThat(IaiFixture.code(response)).isEqualTo("FailedOperation.Tomorrow");
        assertThat(IaiFixture.message(response)).isEqualTo("The request failed.");
    }

    @ParameterizedTest
    @EnumSource
    void fault_eachKindAndWhen_hasTheExpectedEffect(Fault.When when) {
        for (Fault fault : new Fault[] {
            Fault.error("InternalError", when),
            Fault.drop(when),
            Fault.reset(when),
            Fault.stall(when),
            Fault.html502(when),
            Fault.empty(when)
        }) {
            iai.people().put("p1", "f1");
            iai.emulator.faults().next(fault);

            EmulatorResponse response = iai.emulator.respond(iai.requests.post("DeletePerson", P1));

            assertThat(iai.people().person("p1").isPresent())
                    .as(fault.toString())
                    .isEqualTo(when == BEFORE_EFFECT);
            assertThat(response.bodyText()).doesNotContain("\"Response\":{\"RequestId\"");
        }
        assertThat(iai.emulator.faults().pending()).isZero();
    }

    @Test
    void fault_truncated_isThePartOfTheCorrectResponse() {
        iai.emulator.faults().next(Fault.truncate(10));

        EmulatorResponse response = iai.emulator.respond(iai.requests.post("DeletePerson", P1));

        assertThat(response.delivery()).isEqualTo(new Delivery.Truncated(10));
        assertThat(IaiFixture.code(response)).isEqualTo("OK");
        assertThat(iai.people().size()).isZero();
    }

    @Test
    void fault_falseSuccess_isReportedAndHasNoEffect() {
        iai.people().put(new StoredPerson("p2", List.of("g1", "g2")).withGroupIds(List.of("g")));
        iai.emulator.faults().always(Fault.falseSuccess());

        assertThat(iai.code("DeletePerson", P1)).isEqualTo("OK");
        assertThat(iai.code("DeleteFace", "{\"PersonId\":\"p2\",\"FaceIds\":[\"g1\"]}"))
                .isEqualTo("OK");
        assertThat(iai.code("DeletePersonFromGroup", "{\"PersonId\":\"p2\",\"GroupId\":\"g\"}"))
                .isEqualTo("OK");
        assertThat(iai.code("DeletePerson", "{\"PersonId\":\"missing\"}"))
                .isEqualTo("InvalidParameterValue.PersonIdNotExist");
        iai.emulator.faults().clear();

        assertThat(iai.faces("p1")).containsExactly("f1");
        assertThat(iai.faces("p2")).containsExactly("g1", "g2");
        assertThat(iai.code("GetPersonListNum", "{\"GroupId\":\"g\"}")).isEqualTo("OK");
    }

    @Test
    void fault_rejectedCall_keepsTheFault() {
        iai.emulator.faults().next(Fault.throttle());
        EmulatorRequest stale = new IaiRequests(IaiFixture.NOW.minusSeconds(999)).post("DeletePerson", P1);

        assertThat(IaiFixture.code(iai.emulator.respond(stale))).isEqualTo("AuthFailure.SignatureExpire");
        assertThat(iai.code("DeletePerson", "{}")).isEqualTo("MissingParameter");
        assertThat(iai.emulator.faults().pending()).isOne();
        assertThat(iai.code("DeletePerson", P1)).isEqualTo("RequestLimitExceeded");
        assertThat(iai.code("DeletePerson", P1)).isEqualTo("OK");
    }

    @Test
    void fault_ofOnePersonAndOperation_doesNotAffectOthers() {
        iai.people().put("p2", "g1");
        iai.emulator.faults().onOperation("DeletePerson").onPerson("p2").always(Fault.error("InternalError"));

        assertThat(iai.code("DeletePerson", P1)).isEqualTo("OK");
        assertThat(iai.code("GetPersonBaseInfo", "{\"PersonId\":\"p2\"}")).isEqualTo("OK");
        assertThat(iai.code("DeletePerson", "{\"PersonId\":\"p2\"}")).isEqualTo("InternalError");
    }

    @Test
    void throttle_codeOfTheVariant_isSent() {
        IaiFixture withOtherCode = new IaiFixture(IaiVariants.builder()
                .throttleCode("FailedOperation.RequestLimitExceeded")
                .build());
        withOtherCode.emulator.faults().next(Fault.throttle());

        assertThat(withOtherCode.code("DeletePerson", P1)).isEqualTo("FailedOperation.RequestLimitExceeded");
    }

    @Test
    void quota_allActionsTogether_isPerSecondOfTheClock() {
        TickingClock clock = new TickingClock(IaiFixture.NOW);
        IaiFixture limited = new IaiFixture(IaiFixture.builder().clock(clock).quotaPerSecond(50));
        limited.people().put("p1", "f1");

        IntStream.range(0, 25).forEach(i -> {
            assertThat(limited.code("GetPersonBaseInfo", P1)).isEqualTo("OK");
            assertThat(limited.code("GetGroupList", "{}")).isEqualTo("OK");
        });
        assertThat(limited.code("DeletePerson", P1)).isEqualTo("RequestLimitExceeded");
        assertThat(limited.people().size()).isOne();
        clock.now = clock.now.plus(Duration.ofSeconds(1));
        assertThat(limited.code("DeletePerson", P1)).isEqualTo("OK");
    }

    @Test
    void quota_byDefault_isOff() {
        IntStream.range(0, 200)
                .forEach(i -> assertThat(iai.code("GetPersonBaseInfo", P1)).isEqualTo("OK"));
    }

    @Test
    void calls_everyRequest_isLoggedWithoutSecrets() {
        iai.code("DeletePerson", P1);
        iai.emulator.respond(
                iai.requests.v1("GET", "DeletePerson", Map.of("PersonId", "p1", "SignatureMethod", "HmacSHA256")));
        iai.emulator.respond(new EmulatorRequest("PUT", "/", null, EmulatorHeaders.none(), new byte[0]));

        assertThat(iai.emulator.calls().latest())
                .extracting(
                        ReceivedCall::operation,
                        ReceivedCall::personId,
                        ReceivedCall::signatureMethod,
                        ReceivedCall::code)
                .containsExactly(
                        tuple("DeletePerson", "p1", "TC3-HMAC-SHA256", "OK"),
                        tuple("DeletePerson", "p1", "HmacSHA256", "InvalidParameterValue.PersonIdNotExist"),
                        tuple("unknown", null, null, "UnsupportedProtocol"));
        assertThat(iai.emulator.calls().count("DeletePerson")).isEqualTo(2);
        assertThat(iai.emulator.name()).isEqualTo("iai");
    }

    @Test
    void respond_droppedAfterTheEffect_isAbsentInTheNextCall() {
        iai.emulator.faults().next(Fault.drop(AFTER_EFFECT));

        assertThat(iai.emulator.respond(iai.requests.post("DeletePerson", P1)).delivery())
                .isEqualTo(new Delivery.Drop(false));
        assertThat(iai.code("DeletePerson", P1)).isEqualTo("InvalidParameterValue.PersonIdNotExist");
    }

    private static final class TickingClock extends Clock {
        private Instant now;

        TickingClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
