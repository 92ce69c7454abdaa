package io.efface.policy;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.ReadTrace;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallScope;
import io.efface.spi.layers.Interceptors;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks the interceptors before, and tells them after, each call or request that passes here; which of the two depends on its place
 * among the layers. It changes no outcome. Only where there are interceptors is there such a layer.
 */
final class ObserveLayer extends Layer {
    private final CallScope scope;
    private final Interception interception;
    private final String account;
    private final RandomGenerator random;

    ObserveLayer(
            FaceRepository inner,
            CallScope scope,
            Interceptors interceptors,
            String account,
            Clock clock,
            RandomGenerator random) {
        super(inner);
        this.scope = scope;
        this.interception = new Interception(interceptors.inOrder(), clock);
        this.account = account;
        this.random = random;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        CallOptions marked = marked(options);
        return observed(
                info(Operation.DELETE_PERSON, person, 0, marked),
                () -> super.deletePerson(person, marked),
                Ending::returned);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        CallOptions marked = marked(options);
        return observed(
                info(Operation.DELETE_FACES, person, faces.size(), marked),
                () -> super.deleteFaces(person, faces, marked),
                Ending::returned);
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        ReadTrace trace = new ReadTrace();
        CallOptions marked = marked(options).withReadTrace(trace);
        Optional<Person> read = observed(
                info(Operation.FIND_PERSON, person, 0, marked),
                () -> super.findPerson(person, marked),
                found -> Ending.returned(found, trace.trace()));
        options.readTrace().ifPresent(callers -> callers.add(trace.trace()));
        return read;
    }

    private CallOptions marked(CallOptions options) {
        return scope == CallScope.ATTEMPT && options.callId().isPresent()
                ? options
                : options.withCallId(HexFormat.of().toHexDigits(random.nextLong()));
    }

    private CallInfo info(Operation operation, PersonId person, int faces, CallOptions options) {
        return new CallInfo(
                scope,
                options.callId().orElseThrow(),
                account,
                capabilities().provider(),
                operation,
                options.attempt(),
                faces,
                person.toString());
    }

    private <T> T observed(CallInfo info, Supplier<T> call, Function<T, Ending> ending) {
        Interception.Observed observed = interception.begin(info);
        T result;
        try {
            result = call.get();
        } catch (FaceException e) {
            observed.failed(e);
            throw e;
        } catch (RuntimeException | Error e) {
            observed.failed(FaceException.of(info.operation(), ErrorKind.INTERNAL)
                    .effect(Effect.UNKNOWN)
                    .detail("unexpected " + e.getClass().getName())
                    .build());
            throw e;
        }
        observed.returned(ending.apply(result));
        return result;
    }
}
