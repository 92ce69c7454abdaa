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

/** One answer of the vendor, read and checked for its form. Immutable. */
final class GreenResponse extends VendorResponse {
    /** Both levels' success. */
    static final String OK = "200";

    private static final Pattern FRACTION_OR_EXPONENT = Pattern.compile("\\d{1,40}(\\.\\d{1,40})?([eE]\\+?\\d{1,2})?");

    private static final JsonResponseReader JSON = JsonResponseReader.ignoringKeyCase();

    private final @Nullable String code;
    private final String text;
    private final GreenWire.Data data;

    private GreenResponse(HttpResponse http, GreenWire.Answer answer) {
        super(http, answer.requestId());
        this.code = code(answer.code());
        this.text = text(answer.msg()) + " " + text(answer.message());
        this.data = data(answer.data());
    }

    /**
     * Reads an answer.
     *
     * @throws FaceException if it is neither the vendor's JSON nor its gateway's XML
     */
    static GreenResponse of(HttpResponse http) {
        GreenWire.Answer answer = JSON.read(http, GreenWire.Answer.class)
                .or(() -> XmlError.of(http).map(GreenResponse::answer))
                .orElseThrow(http::notVendor);
        GreenResponse response = new GreenResponse(http, answer);
        if (response.code == null) {
            // Without a request id either, this may be the JSON of a proxy.
            throw http.isSuccess() && response.requestId() != null
                    ? response.malformed("the answer has no code", RetryAdvice.BACKOFF)
                    : http.notVendor();
        }
        if (response.code.equals(OK) && !http.isSuccess()) {
            throw http.notVendor();
        }
        return response;
    }

    /** The gateway answers in XML where something on the way took the {@code Accept} header off. */
    private static GreenWire.Answer answer(XmlError error) {
        return new GreenWire.Answer(error.code(), null, error.message(), error.requestId(), null);
    }

    private static GreenWire.Data data(@Nullable Object value) {
        // "In general, the value of this parameter is a JSON structure or array" ("Delete a face", 2026-03-31).
        Object single = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
        return single instanceof Map<?, ?>
                ? JSON.convert(single, GreenWire.Data.class).orElse(GreenWire.Data.NOTHING)
                : GreenWire.Data.NOTHING;
    }

    /** Returns the outer code, {@value #OK} for success. */
    String outerCode() {
        return code == null ? "" : code;
    }

    /** Returns the text beside the outer code without the ids that were sent, for judging only. */
    String outerText() {
        return http().ids().removedFrom(text).strip();
    }

    /** Returns the inner code, or empty if there is none. */
    Optional<String> innerCode() {
        return Optional.ofNullable(code(data.code()));
    }

    /** Returns the text beside the inner code without the ids that were sent, for judging only. */
    String innerText() {
        return http().ids()
                .removedFrom(text(data.msg()) + " " + text(data.message()) + " " + text(data.errorMsg()))
                .strip();
    }

    /**
     * Returns whether the answer echoes the person.
     *
     * @throws FaceException if it names another one
     */
    boolean echoes(PersonId person) {
        Object echoed = data.personId();
        if (echoed == null || echoed.equals("")) {
            return false;
        }
        if (!echoed.equals(person.value())) {
            throw malformed("the answer is about another person", RetryAdvice.NEVER);
        }
        return true;
    }

    /**
     * Returns how many were deleted, or empty if the answer does not say.
     *
     * @throws FaceException if there is something else than a whole number of zero or more
     */
    OptionalLong deleteCount() {
        if (data.deleteCount() == null) {
            return OptionalLong.empty();
        }
        String digits = code(data.deleteCount());
        if (digits == null || !digits.matches("\\d{1,9}")) {
            throw malformed("deleteCount is not a count", RetryAdvice.NEVER);
        }
        return OptionalLong.of(Long.parseLong(digits));
    }

    /**
     * Returns the listed faces, each with all its digits, or empty if there is no list.
     *
     * @throws FaceException if there is something else than a list of ids
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
            throw malformed("a listed face id is not a text", RetryAdvice.NEVER);
        }
    }

    /** Returns a whole number written with a point or an exponent as plain digits, and any other text as it is. */
    static String plainDigits(String text) {
        if (!FRACTION_OR_EXPONENT.matcher(text).matches()) {
            return text;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return number.scale() > 0 ? text : number.toBigInteger().toString();
    }

    private static @Nullable String code(@Nullable Object value) {
        String text = text(value);
        return text.isEmpty() ? null : plainDigits(text);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text.strip() : "";
    }
}
