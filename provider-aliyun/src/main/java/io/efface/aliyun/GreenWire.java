package io.efface.aliyun;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of requests and responses. Sources: "Delete a person", "Delete a face" (2026-03-31) and "Query a person". The records do not
 * check values, because a response of any form must be readable before it is classified.
 */
final class GreenWire {
    private GreenWire() {}

    /** The request of DeletePerson and GetPerson. */
    public record PersonRequest(String personId) {}

    /** The request of DeleteFaces. Ids are always sent as texts. Some of the vendor's pages show numbers. */
    public record FacesRequest(String personId, List<String> faceIds) {}

    /**
     * A response of the service or of its gateway.
     *
     * @param code the number of the service, or the code of the gateway
     * @param msg the text of the service
     * @param message the text of the gateway
     * @param requestId the request id, for the vendor's support
     * @param data the result, which is an object; an error may have any value or no value
     */
    public record Envelope(
            @Nullable Object code,
            @Nullable Object msg,
            @Nullable Object message,
            @Nullable Object requestId,
            @Nullable Object data) {}

    /**
     * The contents of {@code data}.
     *
     * @param code the inner code, which is also 200 for a success
     * @param msg an undocumented text
     * @param message an undocumented text
     * @param errorMsg an undocumented text
     * @param personId the id of the person in the request
     * @param deleteCount the number of deleted persons or faces
     * @param faceIds the deleted faces, or the faces of the person; texts or numbers
     */
    public record Data(
            @Nullable Object code,
            @Nullable Object msg,
            @Nullable Object message,
            @Nullable Object errorMsg,
            @Nullable Object personId,
            @Nullable Object deleteCount,
            @Nullable Object faceIds) {
        /** The contents of an absent {@code data}. */
        static final Data NOTHING = new Data(null, null, null, null, null, null, null);
    }
}
