package io.efface.http.json;

import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.RetryAdvice;
import io.efface.http.ErrorTable;
import io.efface.http.HttpResponse;
import io.efface.http.VendorResponse;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A response of a vendor that reports success or failure with the HTTP status, sends fields as a JSON object without an envelope, and has
 * the request id in a header. For other vendors, a provider extends {@link VendorResponse}. Immutable and thread-safe.
 */
public final class JsonResponse extends VendorResponse {
    private final JsonResponseReader json;
    private final @Nullable String errorCode;

    private JsonResponse(HttpResponse http, JsonResponseReader json, @Nullable String errorCode) {
        super(http, null);
        this.json = json;
        this.errorCode = errorCode;
    }

    /**
     * Returns a response.
     *
     * @param errorCode the vendor's code in the body; empty if the body has none; ignored if the status is a success
     * @throws FaceException if the status is not a success and there is no code, because the response is then not from the vendor
     */
    public static JsonResponse of(HttpResponse http, JsonResponseReader json, Optional<String> errorCode) {
        return http.isSuccess()
                ? new JsonResponse(http, json, null)
                : new JsonResponse(http, json, errorCode.orElseThrow(http::notVendor));
    }

    /** Returns the vendor's code, or empty if the request succeeded. */
    public Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /**
     * Returns whether the response has the given code. This method is for a code that is a result of the operation, such as the code for a
     * missing person. Returns false if the request succeeded.
     *
     * @param table the meanings of the other codes
     * @throws FaceException if the response has another code
     */
    public boolean isError(String code, ErrorTable table) {
        if (errorCode == null || errorCode.equals(code)) {
            return errorCode != null;
        }
        throw error(table.find(errorCode), errorCode).build();
    }

    /**
     * Returns the fields of the body.
     *
     * @param type a wire record, see {@link JsonResponseReader}
     * @throws FaceException if the body is not a JSON object with these fields
     */
    public <T> T read(Class<T> type) {
        return json.read(http(), type).orElseThrow(this::malformed);
    }

    /**
     * Checks that the body is empty. This check is for operations whose documented success has an empty body.
     *
     * @throws FaceException if the body is not empty
     */
    public void checkEmpty() {
        if (http().body().size() > 0) {
            throw malformed();
        }
    }

    /**
     * Returns a list of face ids from the body as an unmodifiable set in the order of the list.
     *
     * @throws FaceException if the list is null, or contains null or a text that is not an id
     */
    public Set<FaceId> faceIds(@Nullable List<@Nullable String> texts) {
        Set<FaceId> ids = new LinkedHashSet<>();
        try {
            for (String text : Objects.requireNonNull(texts)) {
                ids.add(FaceId.of(Objects.requireNonNull(text)));
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw malformed();
        }
        return Collections.unmodifiableSet(ids);
    }

    /** Returns the exception for a response that does not have the documented form. */
    public FaceException malformed() {
        return malformed("the response does not have the documented form", RetryAdvice.BACKOFF);
    }
}
