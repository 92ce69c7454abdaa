package io.efface.aliyun;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of requests and answers, as the pages "Delete a person", "Delete a face" (2026-03-31) and "Query a person" print it.
 * The records check nothing: an answer of any shape must be readable, so that it can be judged.
 */
final class GreenWire {
    private GreenWire() {}

    /** What DeletePerson and GetPerson ask. */
    public record PersonRequest(String personId) {}

    /** What DeleteFaces asks; ids always as texts, though some pages print numbers. */
    public record FacesRequest(String personId, List<String> faceIds) {}

    /**
     * Any answer, of the service or of the gateway before it.
     *
     * @param code number of the service, or code of the gateway
     * @param msg text of the service
     * @param message text of the gateway
     * @param requestId id for the vendor's support
     * @param data what was asked for: an object, and on errors anything or nothing
     */
    public record Answer(
            @Nullable Object code,
            @Nullable Object msg,
            @Nullable Object message,
            @Nullable Object requestId,
            @Nullable Object data) {}

    /**
     * What {@code data} holds.
     *
     * @param code the second status; success needs 200 here as well
     * @param msg a text that no page promises
     * @param message likewise
     * @param errorMsg likewise
     * @param personId the person, echoed
     * @param deleteCount persons or faces that were deleted
     * @param faceIds faces that were deleted, or that a person has; texts or numbers
     */
    public record Data(
            @Nullable Object code,
            @Nullable Object msg,
            @Nullable Object message,
            @Nullable Object errorMsg,
            @Nullable Object personId,
            @Nullable Object deleteCount,
            @Nullable Object faceIds) {
        /** What an absent {@code data} holds. */
        static final Data NOTHING = new Data(null, null, null, null, null, null, null);
    }
}
