package io.efface.aliyun;

import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.http.HttpResponse;
import io.efface.http.VendorResponse;
import io.efface.http.XmlError;
import io.efface.http.json.JsonResponseReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A response that has the form of the vendor's responses. Immutable. */
final class GreenResponse extends VendorResponse {
    /** The code of a success, at both levels. */
    static final String OK = "200";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,40}(\\.\\d{1,40})?([eE]\\+?\\d{1,2})?");

    /** The most digits of a number of deleted persons or faces. */
    private static final int MOST_COUNT_DIGITS = 9;

    private final GreenWire.Envelope envelope;
    private final @Nullable String code;
    private final GreenWire.Data data;

    private GreenResponse(HttpResponse http, JsonResponseReader json, GreenWire.Envelope envelope) {
        super(http, envelope.requestId());
        this.envelope = envelope;
        this.code = code(envelope.code());
        this.data = data(envelope.data(), json);
    }

    /**
     * Reads a response.
     *
     * @throws FaceException if the response is neither JSON of the vendor nor XML of its gateway
     */
    static GreenResponse of(HttpResponse http, JsonResponseReader json) {
        GreenWire.Envelope envelope = json.read(http, GreenWire.Envelope.class)
                .or(() -> XmlError.of(http).map(GreenResponse::envelope))
                .orElseThrow(http::notVendor);
        GreenResponse response = new GreenResponse(http, json, envelope);
        if (response.code == null) {
            // Without a code and a request id, the response may be JSON of a proxy.
            throw http.isSuccess() && response.requestId() != null
                    ? response.malformed("the response has no code", RetryAdvice.BACKOFF)
                    : http.notVendor();
        }
        if (response.code.equals(OK) && !http.isSuccess()) {
            throw http.notVendor();
        }
        return response;
    }

    /** Converts an XML error. The gateway responds with XML if another server removed the {@code Accept} header. */
    private static GreenWire.Envelope envelope(XmlError error) {
        return new GreenWire.Envelope(error.code(), null, error.message(), error.requestId(), null);
    }

    private static GreenWire.Data data(@Nullable Object value, JsonResponseReader json) {
        // "In general, the value of this parameter is a JSON structure or array" ("Delete a face", 2026-03-31).
        Object single = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
        return single instanceof Map<?, ?>
                ? json.convert(single, GreenWire.Data.class).orElse(GreenWire.Data.NOTHING)
                : GreenWire.Data.NOTHING;
    }

    /** Returns the outer code, which is {@value #OK} for success. */
    String outerCode() {
        return code == null ? "" : code;
    }

    /** Returns the text of the outer level without the ids of the request. The text is used only to classify the response. */
    String outerText() {
        return http().ids()
                .removedFrom(text(envelope.msg()) + " " + text(envelope.message()))
                .strip();
    }

    /** Returns the inner code, or empty if the response has no inner code. */
    Optional<String> innerCode() {
        return Optional.ofNullable(code(data.code()));
    }

    /** Returns the text of the inner level without the ids of the request. The text is used only to classify the response. */
    String innerText() {
        return http().ids()
                .removedFrom(text(data.msg()) + " " + text(data.message()) + " " + text(data.errorMsg()))
                .strip();
    }

    /**
     * Returns whether the response contains the id of the person.
     *
     * @throws FaceException if the response names another person
     */
    boolean echoes(PersonId person) {
        Object echoed = data.personId();
        if (echoed == null || echoed.equals("")) {
            return false;
        }
        if (!echoed.equals(person.value())) {
            throw malformed("the response is about another person", RetryAdvice.NEVER);
        }
        return true;
    }

    /**
     * Returns the number of deleted persons or faces, or empty if the response does not contain this number.
     *
     * @throws FaceException if the value is not a whole number of zero or more
     */
    OptionalLong deleteCount() {
        if (data.deleteCount() == null) {
            return OptionalLong.empty();
        }
        String digits = code(data.deleteCount());
        if (digits == null || !isDigits(digits) || digits.length() > MOST_COUNT_DIGITS) {
            throw malformed("deleteCount is not a count", RetryAdvice.NEVER);
        }
        return OptionalLong.of(Long.parseLong(digits));
    }

    /**
     * Returns the ids of the listed faces with all their digits, or empty if the response has no list.
     *
     * @throws FaceException if the value is not a list of ids
     */
    Optional<List<FaceId>> faceIds() {
        Object listed = data.faceIds();
        if (listed == null || listed.equals("")) {
            return Optional.empty();
        }
        if (!(listed instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw malformed("faceIds is not a list of ids", RetryAdvice.NEVER);
        }
        try {
            return Optional.of(
                    list.stream().map(String::valueOf).map(FaceId::of).toList());
        } catch (IllegalArgumentException e) {
            throw malformed("a listed face id is not a valid id", RetryAdvice.NEVER);
        }
    }

    /** Converts a whole number with a decimal point or an exponent to plain digits. Returns any other text unchanged. */
    static String plainDigits(String text) {
        boolean isPlain = isDigits(text) && (text.charAt(0) != '0' || text.length() == 1);
        if (isPlain || !NUMBER.matcher(text).matches()) {
            return text;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return number.scale() > 0 ? text : number.toBigInteger().toString();
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static @Nullable String code(@Nullable Object value) {
        String text = text(value);
        return text.isEmpty() ? null : plainDigits(text);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text.strip() : "";
    }
}
