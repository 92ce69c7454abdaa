package io.efface.spi.layers;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Origin;
import java.util.Set;

/**
 * Runs right before a request is sent to the vendor, after every wait for quota or a repeat: the last moment at which nothing has
 * happened yet. An opened account calls it once for each request, the further steps of an operation and the reads of the layers
 * included; a provider's own repository does not.
 *
 * <p>It runs on the calling thread and delays the request by its own time. Implementations must be thread-safe where one is given
 * to several calls.
 */
@FunctionalInterface
public interface BeforeRequest {
    /**
     * Records a request. The request is sent only if this returns.
     *
     * @param operation what the call asks for, also for a request of it that only reads or detaches; a read by a layer is a call of its
     *     own, {@link Operation#FIND_PERSON}
     * @param detaching the faces that the request makes unfindable; empty for nearly all requests, and always empty where a provider
     *     deletes a person in one request. They have to be stored before this returns, since no read lists them afterwards
     * @throws FaceException to hold the request back; of origin {@link Origin#LOCAL} and effect {@link Effect#NONE}, so that
     *     no layer repeats it
     */
    void beforeRequest(Operation operation, Set<FaceId> detaching);
}
