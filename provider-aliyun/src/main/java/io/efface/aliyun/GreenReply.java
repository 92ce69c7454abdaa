package io.efface.aliyun;

import io.efface.CallTrace;
import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.http.HttpAnswer;
import io.efface.http.JsonAnswers;
import io.efface.http.SentIds;
import io.efface.http.XmlError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One answer of the vendor, read and checked for shape, not yet judged. Immutable; what it gives out holds no id of a human. */
final class GreenReply {
    /** Both levels' success. */
    static final String OK = "200";

    private static final Pattern FRACTION_OR_EXPONENT = Pattern.compile("\\d{1,40}(\\.\\d{1,40})?([eE]\\+?\\d{1,2})?");

    private final HttpAnswer http;
    private final SentIds ids;
    private final @Nullable String code;
    private final String text;
    private final @Nullable String requestId;
    private final GreenWire.Data data;

    private GreenReply(HttpAnswer http, SentIds ids, GreenWire.Answer answer, GreenWire.Data data) {
        this.http = http;
        this.ids = ids;
        this.code = code(answer.code());
        this.text = text(answer.msg()) + " " + text(answer.message());
        this.requestId = requestId(answer, http);
        this.data = data;
    }

    /**
     * Reads an answer.
     *
     * @param ids the ids in the request, which must not come out again as a code or a request id
     * @throws FaceException if it is neither the vendor's JSON nor its gateway's XML
     */
    static GreenReply read(HttpAnswer http, JsonAnswers json, SentIds ids) {
        GreenWire.Answer answer = json.read(http, GreenWire.Answer.class)
                .or(() -> XmlError.of(http).map(GreenReply::answer))
                .orElseThrow(http::notVendor);
        GreenReply reply = new GreenReply(http, ids, answer, data(answer.data(), json));
        if (reply.code == null) {
            throw http.isSuccess() ? reply.malformed("the answer has no code", RetryAdvice.BACKOFF) : http.notVendor();
        }
        if (reply.code.equals(OK) && !http.isSuccess()) {
            throw http.notVendor();
        }
        return reply;
    }

    /** The gateway answers in XML where something on the way took the {@code Accept} header off. */
    private static GreenWire.Answer answer(XmlError error) {
        return new GreenWire.Answer(error.code(), null, error.message(), error.requestId(), null);
    }

    private static GreenWire.Data data(@Nullable Object value, JsonAnswers json) {
        // "In general, the value of this parameter is a JSON structure or array" ("Delete a face", 2026-03-31).
        Object single = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
        return single instanceof Map<?, ?>
                ? json.convert(single, GreenWire.Data.class).orElse(GreenWire.Data.NOTHING)
                : GreenWire.Data.NOTHING;
    }

    /** Returns the outer code, {@value #OK} for success. */
    String outerCode() {
        return code == null ? "" : code;
    }

    /** Returns the text beside the outer code without the ids that were sent, for judging only. */
    String outerText() {
        return ids.removedFrom(text).strip();
    }

    /** Returns the inner code, or empty if there is none. */
    Optional<String> innerCode() {
        return Optional.ofNullable(code(data.code()));
    }

    /** Returns the text beside the inner code without the ids that were sent, for judging only. */
    String innerText() {
        return ids.removedFrom(text(data.msg()) + " " + text(data.message()) + " " + text(data.errorMsg()))
                .strip();
    }

    /** Returns how the call went. */
    CallTrace trace() {
        return CallTrace.ofRequest(requestId);
    }

    /** Returns the HTTP answer. */
    HttpAnswer http() {
        return http;
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
                    list.stream().map(String::valueOf).map(FaceId::new).toList());
        } catch (IllegalArgumentException e) {
            throw malformed("a listed face id is not a text", RetryAdvice.NEVER);
        }
    }

    /** Returns the vendor's id of the request, unless there is none or it could give an id away. */
    @Nullable String requestId() {
        return requestId;
    }

    /** Returns the exception for a code of the table, or of none. */
    FaceException error(String vendorCode, AliyunErrors.Row row, RetryAdvice advice, @Nullable String detail) {
        return http.error(row.kind())
                .effect(row.effect())
                .advice(advice)
                .classification(row.by())
                .aboutTarget(row.isAboutTarget())
                .vendorCode(ids.code(vendorCode, row.isListed()).orElse(null))
                .requestId(requestId)
                .detail(detail)
                .build();
    }

    /** Returns the exception for an answer that says nothing certain. */
    FaceException malformed(String detail, RetryAdvice advice) {
        return http.error(ErrorKind.MALFORMED_RESPONSE)
                .effect(Effect.UNKNOWN)
                .advice(advice)
                .classification(Classification.SHAPE)
                .requestId(requestId)
                .detail(detail)
                .build();
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

    private @Nullable String requestId(GreenWire.Answer answer, HttpAnswer from) {
        String id = text(answer.requestId());
        if (id.isEmpty()) {
            id = from.header("x-acs-request-id").orElse("");
        }
        return ids.requestId(id).orElse(null);
    }
}
