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

/** Calls the interceptors around each call of an account that has any. It changes no outcome. */
final class ObserveLayer extends Layer {
    private final Interception interception;
    private final RandomGenerator random;

    ObserveLayer(AccountRepository inner, Interception interception, RandomGenerator random) {
        super(inner);
        this.interception = interception;
        this.random = random;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        LayerCall marked = marked(call);
        return interception.observed(
                Operation.DELETE_PERSON, person, 0, marked, () -> super.deletePerson(person, marked), Ending::returned);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        LayerCall marked = marked(call);
        return interception.observed(
                Operation.DELETE_FACES,
                person,
                faces.size(),
                marked,
                () -> super.deleteFaces(person, faces, marked),
                Ending::returned);
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        LayerCall marked = marked(call);
        return interception.observed(
                Operation.FIND_PERSON, person, 0, marked, () -> super.findPerson(person, marked), Ending::returned);
    }

    private LayerCall marked(LayerCall call) {
        return call.withCallId(HexFormat.of().toHexDigits(random.nextLong()));
    }
}
