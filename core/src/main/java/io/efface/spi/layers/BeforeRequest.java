package io.efface.spi.layers;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Origin;
import java.util.Set;

/**
 * A hook that runs immediately before each request to the vendor, after the wait for quota and the wait before a repeat. An opened account
 * calls the hook once for each request, including the requests of later steps and the reads of the layers. A provider's own repository does
 * not call the hook.
 *
 * <p>The hook runs on the thread of the call and delays the request by its own duration. A hook that several calls share must be
 * thread-safe.
 */
@FunctionalInterface
public interface BeforeRequest {
    /**
     * Runs before a request. The request is sent only if this method returns normally.
     *
     * @param operation the operation of the call, even if the request is a step that only reads or detaches faces. For a read that a layer
     *     sends before or after a deletion, the operation is {@link Operation#FIND_PERSON}
     * @param detaching the faces that the request detaches from the person; empty for most requests, and always empty if the provider
     *     deletes a person in one request. The hook must store these faces, because the vendor no longer lists them for the person after
     *     the request
     * @throws FaceException to prevent the request; the exception must have origin {@link Origin#LOCAL} and effect {@link Effect#NONE}, so
     *     that no layer repeats the request
     */
    void beforeRequest(Operation operation, Set<FaceId> detaching);
}
