package io.efface.rekognition;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of requests and responses. The records are public, because Moshi requires public records. The records do not check values, and
 * omit unused fields such as bounding boxes, confidences and image ids.
 *
 * <p>Sources: model classes of AWS's SDK for Java 2.57.8 ({@code software.amazon.awssdk.services.rekognition.model}), whose names a test
 * compares with these records, and the pages of the actions (docs.aws.amazon.com/rekognition/latest/APIReference, read 2026-11).
 */
final class RekognitionWire {
    private RekognitionWire() {}

    /**
     * The request for one page of faces.
     *
     * @param userId the User whose faces are listed, or null
     * @param faceIds the faces that are listed if they exist, or null
     * @param maxResults the largest number of faces in a page
     * @param nextToken the token of the page; null for the first page
     */
    public record ListFaces(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") @Nullable String userId,
            @Json(name = "FaceIds") @Nullable List<String> faceIds,
            @Json(name = "MaxResults") int maxResults,
            @Json(name = "NextToken") @Nullable String nextToken) {}

    /** The request for Users that are similar to an existing User. */
    public record SearchUsers(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") String userId,
            @Json(name = "MaxUsers") int maxUsers) {}

    /** The request that checks whether a collection exists. */
    public record DescribeCollection(
            @Json(name = "CollectionId") String collectionId) {}

    /** The request that disassociates faces from a User. The faces stay in the collection. */
    public record DisassociateFaces(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") String userId,
            @Json(name = "FaceIds") List<String> faceIds) {}

    /** The request that deletes faces without a User. */
    public record DeleteFaces(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "FaceIds") List<String> faceIds) {}

    /** The request that deletes a User. Its faces stay in the collection. */
    public record DeleteUser(
            @Json(name = "CollectionId") String collectionId,
            @Json(name = "UserId") String userId) {}

    /**
     * The body of an error response. Some of AWS's servers send the code in a header instead.
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
     * @param userId the User with which the face is associated, or null
     */
    public record Face(
            @Json(name = "FaceId") @Nullable String faceId,
            @Json(name = "UserId") @Nullable String userId) {}

    /**
     * The response to DescribeCollection.
     *
     * @param faceCount the number of faces; its value is not used
     */
    public record Collection(
            @Json(name = "FaceCount") @Nullable Object faceCount) {}

    /**
     * The response to DisassociateFaces.
     *
     * @param disassociated the faces that were disassociated; their ids are not used
     * @param unsuccessful the faces that were not disassociated, with the reasons
     * @param userStatus the status of the User; its value is not used
     */
    public record DisassociatedFaces(
            @Json(name = "DisassociatedFaces") @Nullable List<@Nullable Object> disassociated,

            @Json(name = "UnsuccessfulFaceDisassociations") @Nullable List<@Nullable Unsuccessful> unsuccessful,

            @Json(name = "UserStatus") @Nullable String userStatus) {}

    /** The response to SearchUsers. */
    public record SearchedUsers(
            @Json(name = "SearchedUser") @Nullable SearchedUser searchedUser) {}

    /** The User that the request named. */
    public record SearchedUser(
            @Json(name = "UserId") @Nullable String userId) {}

    /**
     * The response to DeleteFaces.
     *
     * @param deleted the faces that were deleted
     * @param unsuccessful the faces that were not deleted, with the reasons
     */
    public record DeletedFaces(
            @Json(name = "DeletedFaces") @Nullable List<@Nullable String> deleted,

            @Json(name = "UnsuccessfulFaceDeletions") @Nullable List<@Nullable Unsuccessful> unsuccessful) {}

    /**
     * A face that DeleteFaces did not delete, or that DisassociateFaces did not disassociate.
     *
     * @param userId the User with which the face is associated, if this is the reason
     */
    public record Unsuccessful(
            @Json(name = "FaceId") @Nullable String faceId,
            @Json(name = "UserId") @Nullable String userId,
            @Json(name = "Reasons") @Nullable List<@Nullable String> reasons) {}
}
