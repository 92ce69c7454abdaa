package io.efface.policy;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.IdCheck;
import io.efface.IdRule;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the person id of each deletion against the vendor's rule. If no person can have the id, the id is probably a mistake. Without the
 * check, the vendor would report the person with this id as absent, and the intended person would still exist under another id. Reads are
 * not checked. No message contains the id.
 */
final class IdCheckLayer extends Layer {
    private static final Logger LOG = LoggerFactory.getLogger(StandardLayers.class);

    private final IdCheck accountCheck;
    private final String account;
    private final AtomicBoolean warned = new AtomicBoolean();

    IdCheckLayer(AccountRepository inner, IdCheck accountCheck, String account) {
        super(inner);
        this.accountCheck = accountCheck;
        this.account = account;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        String warning = check(Operation.DELETE_PERSON, person, call);
        if (warning == null) {
            return super.deletePerson(person, call);
        }
        try {
            DeletePersonResult result = super.deletePerson(person, call);
            return result.withTrace(result.trace().withIdWarning(warning));
        } catch (FaceException e) {
            throw withWarning(e, warning);
        }
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        String warning = check(Operation.DELETE_FACES, person, call);
        if (warning == null) {
            return super.deleteFaces(person, faces, call);
        }
        try {
            return withWarning(super.deleteFaces(person, faces, call), warning);
        } catch (FaceException e) {
            throw withWarning(e, warning);
        }
    }

    /** Returns the warning for the result, or null if there is no warning. */
    private @Nullable String check(Operation operation, PersonId person, LayerCall call) {
        IdCheck check = call.idCheck().orElse(accountCheck);
        IdRule rule = capabilities().idRule();
        if (check == IdCheck.OFF || rule.allows(person)) {
            return null;
        }
        String ruleText = "(" + rule.description() + "; source: " + rule.source() + ")";
        if (check == IdCheck.STRICT && !rule.mayExist(person)) {
            throw FaceException.of(operation, ErrorKind.INVALID_ARGUMENT)
                    .detail("the person id breaks the vendor's rule " + ruleText
                            + ", so no person can have this id; nothing was sent. find-person can read such an id;"
                            + " id-check = warn sends the deletion")
                    .build();
        }
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "account {}: a deletion with a person id that breaks the vendor's rule {} is sent; this warning is logged once,"
                            + " and the result of each such deletion contains the warning",
                    account,
                    ruleText);
        }
        return "the person id breaks the vendor's rule " + ruleText;
    }

    private static DeleteFacesResult withWarning(DeleteFacesResult result, String warning) {
        return result.withTrace(result.trace().withIdWarning(warning));
    }

    private static FaceException withWarning(FaceException error, String warning) {
        FaceExceptionBuilder withWarning = error.toBuilder()
                .detail(error.detail().map(detail -> detail + "; ").orElse("") + warning);
        error.facesSoFar().ifPresent(faces -> withWarning.facesSoFar(withWarning(faces, warning)));
        return withWarning.build();
    }
}
