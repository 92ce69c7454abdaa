package io.efface.policy;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Calls the interceptors before and after each call of an account. This layer does not change results. */
final class CallInterceptorLayer extends Layer {
    private final InterceptorChain interception;
    private final RandomGenerator random;

    CallInterceptorLayer(AccountRepository inner, InterceptorChain interception, RandomGenerator random) {
        super(inner);
        this.interception = interception;
        this.random = random;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        LayerCall callWithId = withCallId(call);
        return interception.observed(
                Operation.DELETE_PERSON,
                person,
                0,
                callWithId,
                () -> super.deletePerson(person, callWithId),
                CallSummary::ofResult);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        LayerCall callWithId = withCallId(call);
        return interception.observed(
                Operation.DELETE_FACES,
                person,
                faces.size(),
                callWithId,
                () -> super.deleteFaces(person, faces, callWithId),
                CallSummary::ofResult);
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        LayerCall callWithId = withCallId(call);
        return interception.observed(
                Operation.FIND_PERSON,
                person,
                0,
                callWithId,
                () -> super.findPerson(person, callWithId),
                CallSummary::ofResult);
    }

    private LayerCall withCallId(LayerCall call) {
        return call.withCallId(HexFormat.of().toHexDigits(random.nextLong()));
    }
}
