package io.efface.emulator.green;

import static io.efface.emulator.Fault.When.AFTER_EFFECT;
import static io.efface.emulator.Fault.When.BEFORE_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.AdjustableClock;
import io.efface.emulator.Fault;
import io.efface.emulator.JsonText;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GreenFaultsTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:30:00Z");

    private final GreenEmulator green = GreenEmulator.builder()
            .key(GreenRequests.ID, GreenRequests.SECRET)
            .clock(new AdjustableClock(NOW))
            .build();

    @BeforeEach
    void seed() {
        green.library().put("p1", "f1", "f2");
    }

    private EmulatorResponse delete() {
        return green.respond(GreenRequests.deletePerson(NOW, "p1"));
    }

    private void assertEffect(Fault.When when) {
        assertThat(green.library().size()).isEqualTo(when == AFTER_EFFECT ? 0 : 1);
    }

    static Stream<Integer> serviceCodes() {
        return GreenFaults.serviceCodes().stream();
    }

    static Stream<String> gatewayCodes() {
        return GreenFaults.gatewayCodes().stream();
    }

    @ParameterizedTest
    @MethodSource("serviceCodes")
    void outer_everyServiceCode_isReportedWithoutEffect(int code) throws IOException {
        green.faults().next(GreenFaults.outer(code));

        EmulatorResponse response = delete();

        assertThat(response.status()).isEqualTo(code == 411 ? 403 : 200);
        assertThat(JsonText.readObject(response.body()))
                .containsEntry("code", new JsonText.JsonNumber(Integer.toString(code)))
                .containsEntry("msg", GreenErrors.service(code).message())
                .doesNotContainKey("data");
        assertEffect(BEFORE_EFFECT);
    }

    @ParameterizedTest
    @MethodSource("serviceCodes")
    void inner_everyServiceCode_isReportedUnderOuter200(int code) {
        green.faults().next(GreenFaults.inner(code));

        assertThat(delete().bodyText())
                .startsWith("{\"code\":200,")
                .contains("\"data\":{\"code\":" + code + ",\"personId\":\"p1\"}");
        assertEffect(BEFORE_EFFECT);
    }

    @ParameterizedTest
    @MethodSource("gatewayCodes")
    void gateway_everyCode_isReportedWithItsStatus(String code) throws IOException {
        green.faults().next(GreenFaults.gateway(code));

        EmulatorResponse response = delete();

        assertThat(response.status())
                .isEqualTo(GreenErrors.gateway(code).httpStatus())
                .isBetween(400, 503);
        assertThat(JsonText.readObject(response.body()))
                .containsEntry("Code", code)
                .containsEntry("Message", GreenErrors.gateway(code).message());
        assertEffect(BEFORE_EFFECT);
    }

    @Test
    void gateway_unlistedCodeOrOtherStatus_isSentAsScripted() {
        green.faults().next(GreenFaults.gateway("Strange.Code")).next(GreenFaults.gateway("Throttling.Api", 429));

        assertThat(delete().bodyText()).contains("\"Code\":\"Strange.Code\"");
        assertThat(delete().status()).isEqualTo(429);
    }

    @Test
    void outer_withTextAndEffect_deletesFirst() {
        green.faults().next(GreenFaults.outer(500, "some words", AFTER_EFFECT));

        assertThat(delete().bodyText()).contains("\"code\":500,\"msg\":\"some words\"");
        assertEffect(AFTER_EFFECT);
    }

    @ParameterizedTest
    @EnumSource(Fault.When.class)
    void stallDropHtmlAndEmpty_eachWhen_haveTheExpectedEffect(Fault.When when) {
        Fault[] faults = {Fault.stall(when), Fault.drop(when), Fault.reset(when), Fault.html502(when), Fault.empty(when)
        };
        for (Fault fault : faults) {
            seed();
            green.faults().next(fault);

            EmulatorResponse response = delete();

            assertEffect(when);
            if (fault instanceof Fault.Stall) {
                assertThat(response.delivery()).isEqualTo(new Delivery.Stall());
            } else if (fault instanceof Fault.Drop drop) {
                assertThat(response.delivery()).isEqualTo(new Delivery.Drop(drop.reset()));
            } else {
                assertThat(response.delivery()).isEqualTo(new Delivery.Whole());
            }
        }
        assertThat(green.faults().pending()).isZero();
    }

    @Test
    void html502_response_isHtml() {
        green.faults().next(Fault.html502(BEFORE_EFFECT));

        EmulatorResponse response = delete();

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.headers().first("Content-Type")).isEqualTo("text/html");
        assertThat(response.bodyText()).startsWith("<html>");
    }

    @Test
    void truncateAndDrip_correctResponse_isDeliveredWithTheFaultAfterTheEffect() {
        green.faults().next(Fault.truncate(5));
        EmulatorResponse cut = delete();
        assertThat(cut.delivery()).isEqualTo(new Delivery.Truncated(5));
        assertThat(cut.bodyText()).contains("\"deleteCount\":1");
        assertEffect(AFTER_EFFECT);

        seed();
        green.faults().next(Fault.drip(1, Duration.ofMillis(3)));
        assertThat(delete().delivery()).isEqualTo(new Delivery.Drip(1, Duration.ofMillis(3)));
        assertEffect(AFTER_EFFECT);
    }

    @Test
    void raw_response_isSentUnchanged() {
        EmulatorResponse custom =
                EmulatorResponse.text(503, "text/plain", "later").plusHeader("Retry-After", "0");
        green.faults().next(Fault.raw(custom));

        assertThat(delete()).isSameAs(custom);
        assertEffect(BEFORE_EFFECT);
    }

    @Test
    void falseSuccess_deletion_isReportedAndHasNoEffect() {
        green.faults().always(Fault.falseSuccess());

        assertThat(delete().bodyText()).contains("\"deleteCount\":1");
        assertEffect(BEFORE_EFFECT);
        EmulatorResponse faces = green.respond(GreenRequests.request(
                NOW, GreenOperation.DELETE_FACES, "{\"personId\":\"p1\",\"faceIds\":[\"f1\",\"nope\"]}"));
        assertThat(faces.bodyText()).contains("\"faceIds\":[\"f1\"],\"deleteCount\":1");
        assertThat(green.library().person("p1").orElseThrow().faceIds()).containsExactly("f1", "f2");
        assertThat(green.respond(GreenRequests.deletePerson(NOW, "missing")).bodyText())
                .contains("\"code\":400");
    }

    @Test
    void script_nextAndAlways_nextHasPriority() {
        green.faults()
                .always(GreenFaults.outer(581))
                .next(GreenFaults.outer(580))
                .next(Fault.none())
                .times(2, GreenFaults.outer(585));

        assertThat(green.faults().pending()).isEqualTo(4);
        assertThat(delete().bodyText()).contains("\"code\":580");
        assertThat(delete().bodyText()).contains("\"deleteCount\":1");
        assertThat(delete().bodyText()).contains("\"code\":585");
        assertThat(delete().bodyText()).contains("\"code\":585");
        assertThat(delete().bodyText()).contains("\"code\":581");
        assertThat(delete().bodyText()).contains("\"code\":581");
        green.faults().clear();
        assertThat(delete().bodyText()).contains("\"code\":400");
    }

    @Test
    void script_scope_doesNotAffectOtherCalls() {
        green.library().put("p2", "f");
        green.faults().onOperation("DeleteFaces").next(GreenFaults.outer(580));
        green.faults().onPerson("p2").next(GreenFaults.outer(581));

        assertThat(delete().bodyText()).contains("\"deleteCount\":1");
        assertThat(green.respond(GreenRequests.deletePerson(NOW, "p2")).bodyText())
                .contains("\"code\":581");
        assertThat(green.respond(GreenRequests.request(
                                NOW, GreenOperation.DELETE_FACES, "{\"personId\":\"p3\",\"faceIds\":[\"f\"]}"))
                        .bodyText())
                .contains("\"code\":580");
        assertThat(green.faults().pending()).isZero();
    }

    @Test
    void script_rejectedCall_keepsTheFault() {
        green.faults().next(Fault.falseSuccess());
        EmulatorRequest genuine = GreenRequests.deletePerson(NOW, "p1");

        green.respond(new EmulatorRequest(
                "POST", genuine.path(), null, genuine.headers().without("Authorization"), genuine.body()));

        assertThat(green.faults().pending()).isEqualTo(1);
    }

    @Test
    void calls_log_countsAndIsCleared() {
        delete();
        green.faults().next(GreenFaults.inner(404)).next(Fault.drop(AFTER_EFFECT));
        delete();
        delete();

        assertThat(green.calls().latest()).extracting(ReceivedCall::code).containsExactly("OK", "200/404", "400");
        assertThat(green.calls().count()).isEqualTo(3);
        assertThat(green.calls().count("DeletePerson")).isEqualTo(3);
        green.calls().clear();
        assertThat(green.calls().latest()).isEmpty();
        assertThat(green.calls().count("DeletePerson")).isZero();
    }
}
