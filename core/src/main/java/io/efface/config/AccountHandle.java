package io.efface.config;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A name that outlives the account it stands for: each call goes to the account that has the name at that moment. */
final class AccountHandle implements FaceRepository {
    private final OpenAccounts accounts;
    private final String name;
    private volatile Capabilities latest;

    AccountHandle(OpenAccounts accounts, OpenAccount account) {
        this.accounts = accounts;
        this.name = account.plan().name();
        this.latest = account.repository().capabilities();
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        return call(
                Operation.DELETE_PERSON,
                (account, stamp) -> stamp.on(account.deletePerson(person, options)),
                error -> Failure.ofCall(Operation.DELETE_PERSON, error));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        Objects.requireNonNull(person, "person");
        LinkedHashSet<FaceId> copy = new LinkedHashSet<>();
        for (FaceId face : faces) {
            copy.add(Objects.requireNonNull(face, "face id"));
        }
        Objects.requireNonNull(options, "options");
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("faces is empty; name at least one face");
        }
        Set<FaceId> requested = Collections.unmodifiableSet(copy);
        return call(
                Operation.DELETE_FACES,
                (account, stamp) -> stamp.on(account.deleteFaces(person, requested, options)),
                error -> Failure.ofFaces(person, requested, error));
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        return call(
                Operation.FIND_PERSON,
                (account, stamp) -> account.findPerson(person, options),
                error -> Failure.ofCall(Operation.FIND_PERSON, error));
    }

    @Override
    public Capabilities capabilities() {
        current(FaceRepository::capabilities).ifPresent(capabilities -> latest = capabilities);
        return latest;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        Objects.requireNonNull(type, "type");
        return type.isInstance(this)
                ? Optional.of(type.cast(this))
                : current(repository -> repository.unwrap(type)).flatMap(Function.identity());
    }

    /** Does nothing: the account belongs to the {@link FaceRepositories} that opened it. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "account " + name;
    }

    private <T> Optional<T> current(Function<FaceRepository, T> question) {
        return accounts.find(name).map(OpenAccount::repository).map(question);
    }

    /** Reports a linkage error of the layers: the provider's own are reported beneath them. */
    private <T> T call(Operation operation, Call<T> call, Function<LinkageError, FaceException> unlinked) {
        OpenAccount account;
        try {
            account = accounts.enter(name, operation);
        } catch (FaceException e) {
            throw new Stamp(latest.provider(), name).on(e);
        }
        Stamp stamp = new Stamp(account.plan().config().provider(), name);
        try {
            return call.on(account.repository(), stamp);
        } catch (FaceException e) {
            throw stamp.on(e);
        } catch (LinkageError e) {
            throw stamp.on(unlinked.apply(e));
        } finally {
            account.leave();
        }
    }

    /** One call on whatever repository has the name. */
    private interface Call<T> {
        T on(FaceRepository account, Stamp stamp);
    }
}
