package io.efface.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.http.QueryText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the small classes that all emulators share. */
@NullUnmarked
class SharedClassesTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:30:00Z");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void json_numbers_keepTheirDigits() throws IOException {
        String text = "{\"a\":31842550077981747,\"b\":92233720368547758089,\"c\":-1.50,\"d\":[true,null,\"x\"]}";

        assertThat(JsonText.write(JsonText.read(utf8(text)))).isEqualTo(text);
        assertThat(JsonText.readObject(utf8(text))).containsEntry("b", new JsonText.JsonNumber("92233720368547758089"));
        assertThat(JsonText.readObjectOrEmpty(utf8(text))).hasSize(4);
        assertThat(JsonText.readObjectOrEmpty(utf8("[1]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{\"a\":1", "{\"a\" 1}", "{}{}", "nonsense", "{\"a\":tru}", "[1,]2", "\u0000"})
    void json_malformed_isAnIoException(String text) {
        assertThatThrownBy(() -> JsonText.read(utf8(text))).isInstanceOf(IOException.class);
    }

    @Test
    void json_nestedTooDeep_isAnIoException() {
        assertThatThrownBy(() -> JsonText.read(utf8("[".repeat(10_000)))).isInstanceOf(IOException.class);
    }

    @Test
    void json_notAnObject_isAnIoException() {
        assertThatThrownBy(() -> JsonText.readObject(utf8("[]"))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a%20b+c|a b c",
                "%C3%9C%2B%7e*~|\u00dc+~*~",
                "100%|100%",
                "%zz%4|%zz%4",
                "%F0%9F%98%80|\ud83d\ude00"
            })
    void query_decoding_readsEscapesAndKeepsTheRest(String raw, String decoded) {
        assertThat(QueryText.decode(raw)).isEqualTo(decoded);
    }

    @Test
    void query_encoding_escapesAllButUnreserved() {
        assertThat(QueryText.encode("aZ9-._~ *+/\u00dc")).isEqualTo("aZ9-._~%20%2A%2B%2F%C3%9C");
        assertThat(QueryText.parse("a=1&&b&c=x=y&a="))
                .containsExactly(
                        new QueryText.Parameter("a", "1"),
                        new QueryText.Parameter("b", ""),
                        new QueryText.Parameter("c", "x=y"),
                        new QueryText.Parameter("a", ""));
        assertThat(QueryText.parse(null)).isEmpty();
    }

    @Test
    void nonces_afterTheWindow_areForgotten() {
        NonceCache nonces = new NonceCache(Duration.ofMinutes(15));

        assertThat(nonces.firstSeen("a", NOW)).isTrue();
        assertThat(nonces.firstSeen("a", NOW.plusSeconds(900))).isFalse();
        assertThat(nonces.firstSeen("b", NOW.plusSeconds(901))).isTrue();
        assertThat(nonces.size()).isEqualTo(1);
        assertThat(nonces.firstSeen("a", NOW.plusSeconds(901))).isTrue();
    }

    @Test
    void nonces_aboveTheLimit_dropTheOldest() {
        NonceCache nonces = new NonceCache(Duration.ofMinutes(15));
        for (int i = 0; i < NonceCache.MOST + 10; i++) {
            nonces.firstSeen("n" + i, NOW);
        }

        assertThat(nonces.size()).isEqualTo(NonceCache.MOST);
        assertThat(nonces.firstSeen("n" + (NonceCache.MOST + 9), NOW)).isFalse();
    }

    @Test
    void quota_slidingSecond_isNeverExceeded() {
        AdjustableClock clock = new AdjustableClock(NOW);
        CallQuota quota = new CallQuota(clock);
        assertThat(quota.tryTake("g", 2)).isTrue();
        clock.advance(Duration.ofMillis(600));
        assertThat(quota.tryTake("g", 2)).isTrue();
        clock.advance(Duration.ofMillis(399));

        assertThat(quota.tryTake("g", 2)).isFalse();
        assertThat(quota.tryTake("other", 2)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(quota.tryTake("g", 2)).isTrue();
        assertThat(quota.tryTake("g", 2)).isFalse();
    }

    @Test
    void ids_fromASeed_repeatAndNeedMoreDigitsThanADouble() {
        IdSource one = new IdSource(new SplittableRandom(7));
        IdSource same = new IdSource(new SplittableRandom(7));
        for (int i = 0; i < 1_000; i++) {
            String id = one.faceId();
            assertThat(id).isEqualTo(same.faceId()).hasSizeBetween(17, 19);
            assertThat((long) Double.parseDouble(id)).isNotEqualTo(Long.parseLong(id));
        }
        assertThat(one.requestId()).isEqualTo(same.requestId());
    }

    @Test
    void library_peopleAddedAndReplaced_keepTheirOrder() {
        FaceLibrary library = new FaceLibrary();
        library.put("b", "1", "2", "1");
        library.put("a");
        library.put("b", "3");
        library.addFaces("b", List.of("4", "3"));
        library.addFaces("c", List.of("5"));

        assertThat(library.snapshot())
                .containsExactly(
                        new StoredPerson("b", List.of("3", "4")),
                        new StoredPerson("a", List.of()),
                        new StoredPerson("c", List.of("5")));
        assertThat(library.remove("a")).isTrue();
        assertThat(library.remove("a")).isFalse();
        assertThat(library.copyOf("b").snapshot()).containsExactly(new StoredPerson("b", List.of("3", "4")));
        assertThat(library.copyOf("a").size()).isZero();
        assertThat(library.copy().snapshot()).isEqualTo(library.snapshot());
        assertThat(library + library.snapshot().toString()).doesNotContain("b,", "3", "4");
        library.clear();
        assertThat(library.size()).isZero();
    }

    @Test
    void library_holderOfAFace_followsEveryChange() {
        FaceLibrary library = new FaceLibrary();
        library.put("a", "1", "2");
        library.addFaces("b", List.of("3"));
        assertThat(library.holder("1")).contains("a");
        assertThat(library.holder("3")).contains("b");

        library.put("a", "2");
        library.put("b", "1");
        assertThat(library.holder("1")).contains("b");
        assertThat(library.holder("2")).contains("a");
        assertThat(library.holder("3")).isEmpty();
        assertThat(library.copy().holder("2")).contains("a");

        library.remove("a");
        assertThat(library.holder("2")).isEmpty();
        library.clear();
        assertThat(library.holder("1")).isEmpty();
    }

    @Test
    void log_manyCalls_storesTheLatestAndCountsAll() {
        CallLog log = new CallLog();
        for (int i = 0; i < CallLog.KEPT + 5; i++) {
            log.add(new ReceivedCall(NOW, "Op", null, null, "OK", 200, null, "r" + i, true));
        }

        assertThat(log.count()).isEqualTo(CallLog.KEPT + 5);
        assertThat(log.latest()).hasSize(CallLog.KEPT);
        assertThat(log.latest().get(0).requestId()).isEqualTo("r5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | OK | false",
                "{} | OK | false",
                "{\"Response\":{\"RequestId\":\"req-1\"}} | OK | false",
                "{\"RequestId\":\"req-1\",\"Data\":null} | OK | false",
                "{\"RequestId\":\"req-1\",\"Deleted\":[]} | OK | false",
                "{\"RequestId\":\"req-1\",\"Deleted\":0} | OK | true",
                "{\"RequestId\":\"req-1\",\"Deleted\":[\"face-1\"]} | OK | true",
                "{\"RequestId\":\"req-1\",\"Deleted\":true} | OK | true",
                "'' | NoSuchPerson | true"
            })
    void hasDetails_response_isTrueForAnErrorOrAValueBesideTheRequestId(String body, String code, boolean expected) {
        EmulatorResponse response = EmulatorResponse.text(200, "application/json", body);

        assertThat(new ReceivedCall(NOW, "Op", null, null, code, response, "req-1").hasDetails())
                .isEqualTo(expected);
    }

    @Test
    void putFace_vendorThatKeepsNoFacesWithoutAPerson_storesNothing() {
        VendorEmulator vendor = new VendorEmulator("acme", Clock.systemUTC(), new FaceLibrary()) {
            @Override
            public EmulatorResponse respond(EmulatorRequest request) {
                return EmulatorResponse.text(200, "text/plain", "");
            }
        };

        assertThat(vendor.putFace("face-1")).isFalse();
        assertThat(vendor.hasFace("face-1")).isFalse();
    }

    @Test
    void headers_names_areComparedWithoutCaseAndValuesNeverPrinted() {
        EmulatorHeaders headers = EmulatorHeaders.of("Authorization", "acs secret", "X-A", "1", "x-a", "2");

        assertThat(headers.first("AUTHORIZATION")).isEqualTo("acs secret");
        assertThat(headers.all("X-a")).containsExactly("1", "2");
        assertThat(headers.with("x-A", "3").all("x-a")).containsExactly("3");
        assertThat(headers.without("x-a").names()).containsExactly("authorization");
        assertThat(headers + headers.entries().toString()).doesNotContain("secret");
        assertThatThrownBy(() -> EmulatorHeaders.of("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EmulatorHeaders.of("a", "b\r\nc: d")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void response_badStatus_isRejected() {
        assertThatThrownBy(() -> EmulatorResponse.text(100, "text/plain", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EmulatorResponse.text(600, "text/plain", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Delivery.Drip(0, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Delivery.Truncated(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void people_response_isJsonOfAllPeople() {
        FaceLibrary library = new FaceLibrary();
        library.put("\u5f20\u4e09", "1");

        EmulatorResponse response = PeopleEndpoint.respond(
                new EmulatorRequest("GET", "/__efface/people", null, EmulatorHeaders.none(), new byte[0]), library);

        assertThat(response.bodyText())
                .isEqualTo("{\"people\":[{\"person_id\":\"\u5f20\u4e09\",\"face_ids\":[\"1\"]}]}");
        assertThat(JsonText.write(Map.of())).isEqualTo("{}");
    }
}
