package io.efface.tencent;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's JSON. Records are public because Moshi asks for it, and free of checks: what an answer means is decided where it is
 * translated. A person's name and gender and the vendor's message are left out on purpose: nothing depends on them, and the
 * message may echo an id.
 *
 * <p>An answer is read in two steps, so that an error is understood whatever stands beside it.
 *
 * <p>Source: DeletePerson, DeleteFace, GetPersonBaseInfo (cloud.tencent.com/document/api/867/32790, 45013, 45007, read 2026-11).
 */
final class IaiWire {
    private IaiWire() {}

    /**
     * Every answer.
     *
     * @param response a {@link Head}, and what the action adds to it
     */
    public record Answer(@Json(name = "Response") @Nullable Object response) {}

    /**
     * What every response has.
     *
     * @param requestId a text in every response that the vendor's server made
     * @param error a {@link Failure}; outweighs everything beside it
     */
    public record Head(
            @Json(name = "RequestId") @Nullable Object requestId,
            @Json(name = "Error") @Nullable Object error) {}

    /** The vendor's error; its code is a text in every one that the vendor's server made. */
    public record Failure(@Json(name = "Code") @Nullable Object code) {}

    /**
     * What DeleteFace adds. Ids are documented as strings; a number is read as its digits, all of them.
     *
     * @param count how many faces were deleted
     * @param faceIds which
     */
    public record DeletedFaces(
            @Json(name = "SucDeletedNum") @Nullable Long count,
            @Json(name = "SucFaceIds") @Nullable List<@Nullable String> faceIds) {}

    /**
     * What GetPersonBaseInfo adds.
     *
     * @param faceIds the person's faces
     */
    public record PersonInfo(
            @Json(name = "FaceIds") @Nullable List<@Nullable String> faceIds) {}
}
