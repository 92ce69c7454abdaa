package io.efface.rekognition;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of requests and responses. Records are public because Moshi asks for it, and check nothing. What nothing depends on is left out: bounding
 * boxes, confidences, image ids, and the vendor's messages.
 *
 * <p>Sources: model classes of AWS's SDK for Java 2.57.8 ({@code software.amazon.awssdk.services.rekognition.model}), which a test compares, and
 * the pages of the actions (docs.aws.amazon.com/rekognition/latest/APIReference, read 2026-11).
 */
final class RekognitionWire {
    private RekognitionWire() {}

    /**
     * Asks for a page of faces.
     *
     * @param userId lists the faces of a User only, or null
     * @param faceIds lists these faces only, or null
     * @param nextToken the page, null for the first
     */
    public record ListFaces(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") @Nullable String userId,
            @Json(name = "FaceIds") @Nullable List<String> faceIds,
            @Json(name = "NextToken") @Nullable String nextToken) {}

    /** Asks for Users like a User, which must exist. */
    public record SearchUsers(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") String userId,
            @Json(name = "MaxUsers") int maxUsers) {}

    /** Asks whether a collection exists. */
    public record DescribeCollection(
            @Json(name = "CollectionId") String collectionId) {}

    /** Takes faces from a User; they stay in the collection. */
    public record DisassociateFaces(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") String userId,
            @Json(name = "FaceIds") List<String> faceIds) {}

    /** Deletes faces that belong to no User. */
    public record DeleteFaces(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "FaceIds") List<String> faceIds) {}

    /** Deletes a User; its faces stay in the collection. */
    public record DeleteUser(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") String userId) {}

    /**
     * An error. Some of AWS's servers write the code in a header instead.
     *
     * @param type the code, perhaps with a namespace before {@code #}
     * @param code the code
     * @param message the vendor's text, which may echo an id; read only to recognize a wrong clock
     */
    public record Failure(
            @Json(name = "__type") @Nullable Object type,
            @Json(name = "code") @Nullable Object code,
            @Json(name = "Message") @Nullable Object message,
            @Json(name = "message") @Nullable Object lowerCaseMessage) {}

    /** A page of faces. */
    public record Faces(
            @Json(name = "Faces") @Nullable List<@Nullable Face> faces,
            @Json(name = "NextToken") @Nullable String nextToken) {}

    /**
     * A face.
     *
     * @param userId the User that it is associated with, or null
     */
    public record Face(
            @Json(name = "FaceId") @Nullable String faceId,
            @Json(name = "UserId") @Nullable String userId) {}

    /** The response to SearchUsers. */
    public record SearchedUsers(
            @Json(name = "SearchedUser") @Nullable SearchedUser searchedUser) {}

    /** The requested User. */
    public record SearchedUser(
            @Json(name = "UserId") @Nullable String userId) {}

    /**
     * The response to DeleteFaces.
     *
     * @param deleted the faces that were deleted
     * @param unsuccessful the faces that were not, with their reasons
     */
    public record DeletedFaces(
            @Json(name = "DeletedFaces") @Nullable List<@Nullable String> deleted,

            @Json(name = "UnsuccessfulFaceDeletions") @Nullable List<@Nullable Unsuccessful> unsuccessful) {}

    /**
     * A face that was not deleted.
     *
     * @param userId the User that it is associated with, where that is the reason
     */
    public record Unsuccessful(
            @Json(name = "FaceId") @Nullable String faceId,
            @Json(name = "UserId") @Nullable String userId,
            @Json(name = "Reasons") @Nullable List<@Nullable String> reasons) {}
}
