package io.efface.spi.layers;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;

/**
 * Is told right before a request leaves for the vendor, after every wait for quota or a repeat: the last moment at which nothing
 * has happened yet. A repository of an opened account calls it once per request, reads of the layers included; a provider's own
 * repository does not.
 *
 * <p>It runs on the calling thread and delays the request by its own time. Implementations must be thread-safe where one is given
 * to several calls.
 */
@FunctionalInterface
public interface BeforeRequest {
    /**
     * Takes note of a request. The request leaves only if this returns.
     *
     * @param operation what the request asks for; a read by a layer is {@link Operation#FIND_PERSON}, whatever was called
     * @throws FaceException to hold the request back; of origin {@link Origin#LOCAL} and effect {@link Effect#NONE}, so that
     *     no layer repeats it
     */
    void about(Operation operation);
}
