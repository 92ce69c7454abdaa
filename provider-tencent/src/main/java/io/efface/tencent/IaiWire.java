package io.efface.tencent;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's JSON. The records are public because Moshi requires this. The records do not check values; the code that translates a
 * response checks them. A person's name and gender and the vendor's message are deliberately left out, because they are not needed and the
 * message may repeat an id.
 *
 * <p>A response is read in two steps, so that an error is recognized regardless of the other fields.
 *
 * <p>Source: DeletePerson, DeleteFace, GetPersonBaseInfo (cloud.tencent.com/document/api/867/32790, 45013, 45007, read 2026-11).
 */
final class IaiWire {
    private IaiWire() {}

    /**
     * The parameters of a request.
     *
     * @param faceIds the faces to delete, or null for other requests
     */
    public record Parameters(
            @Json(name = "PersonId") String personId,
            @Json(name = "FaceIds") @Nullable List<String> faceIds) {}

    /**
     * The envelope of every response.
     *
     * @param response the fields of {@link Head} and the fields of the action
     */
    public record Envelope(
            @Json(name = "Response") @Nullable Object response) {}

    /**
     * The fields that every response has.
     *
     * @param requestId the request id, which is a text in every response of the vendor's server
     * @param error a {@link Failure}; if it is present, the fields of the action are ignored
     */
    public record Head(
            @Json(name = "RequestId") @Nullable Object requestId,
            @Json(name = "Error") @Nullable Object error) {}

    /** The vendor's error. Its code is a text in every error of the vendor's server. */
    public record Failure(@Json(name = "Code") @Nullable Object code) {}

    /**
     * The fields of DeleteFace. Ids are documented as strings; a number is read with all its digits.
     *
     * @param count the number of deleted faces
     * @param faceIds the ids of the deleted faces
     */
    public record DeletedFaces(
            @Json(name = "SucDeletedNum") @Nullable Long count,
            @Json(name = "SucFaceIds") @Nullable List<@Nullable String> faceIds) {}

    /**
     * The fields of GetPersonBaseInfo.
     *
     * @param faceIds the ids of the person's faces
     */
    public record PersonInfo(
            @Json(name = "FaceIds") @Nullable List<@Nullable String> faceIds) {}
}
