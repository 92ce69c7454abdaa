package io.efface.policy;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.IdRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds person ids against the vendor's rule. A warning is logged once per opened account and never holds the id. */
final class IdCheckLayer extends Layer {
    private static final Logger LOG = LoggerFactory.getLogger(StandardLayers.class);

    private final boolean strict;
    private final String account;
    private final AtomicBoolean warned = new AtomicBoolean();

    IdCheckLayer(FaceRepository inner, IdCheck check, String account) {
        super(inner);
        this.strict = check == IdCheck.STRICT;
        this.account = account;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        check(Operation.DELETE_PERSON, person);
        return super.deletePerson(person, options);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        check(Operation.DELETE_FACES, person);
        return super.deleteFaces(person, faces, options);
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        check(Operation.FIND_PERSON, person);
        return super.findPerson(person, options);
    }

    private void check(Operation operation, PersonId person) {
        IdRule rule = capabilities().idRule();
        if (rule.allows(person)) {
            return;
        }
        if (strict) {
            throw FaceException.of(operation, ErrorKind.INVALID_ARGUMENT)
                    .detail("the person id is against the vendor's rule (" + rule.description()
                            + "), and id-check = strict refuses it; nothing was sent")
                    .build();
        }
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "account {}: a person id is against the vendor's rule ({}; {}) and is sent all the same;"
                            + " this is logged once, id-check = strict or off changes it",
                    account,
                    rule.description(),
                    rule.source());
        }
    }
}
