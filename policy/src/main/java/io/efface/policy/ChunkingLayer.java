package io.efface.policy;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a deletion of faces into chunks of at most {@link io.efface.Capabilities#facesPerCall()} faces, and sends the chunks one after
 * the other in the order of the request.
 *
 * <p>The first failed chunk ends the call, regardless of the advice of its error. The faces of later chunks are {@code NOT_ATTEMPTED}. The
 * exception is the error of the failed chunk with the results of all requested faces and with the effect, attempts, waits and request ids
 * of all chunks. The caller can repeat the whole call: faces that are already deleted are then reported as absent.
 */
final class ChunkingLayer extends Layer {
    private final CallGuard guard;

    ChunkingLayer(AccountRepository inner, Clock clock) {
        super(inner);
        this.guard = new CallGuard(clock);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        int largest = capabilities().facesPerCall();
        ChunkResults soFar = new ChunkResults(person, faces);
        Iterator<FaceId> rest = faces.iterator();
        do {
            Set<FaceId> chunk = new LinkedHashSet<>();
            while (chunk.size() < largest && rest.hasNext()) {
                chunk.add(rest.next());
            }
            Optional<FaceException> rejection = guard.rejection(Operation.DELETE_FACES, call);
            if (rejection.isPresent()) {
                throw soFar.errorBeforeChunk(rejection.get());
            }
            try {
                soFar.add(chunk, super.deleteFaces(person, chunk, call));
            } catch (FaceException e) {
                throw soFar.errorOfChunk(chunk, e);
            } catch (RuntimeException e) {
                if (soFar.isEmpty()) {
                    throw e;
                }
                throw soFar.errorOfChunk(
                        chunk,
                        FaceException.of(Operation.DELETE_FACES, ErrorKind.INTERNAL)
                                .effect(Effect.UNKNOWN)
                                .attempts(1)
                                .detail("the repository broke its contract: it threw "
                                        + e.getClass().getName())
                                .build());
            }
        } while (rest.hasNext());
        return soFar.result();
    }
}
