package io.efface.config;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A handle for an account name. Each call uses the account that has this name when the call begins, so calls after a replacement use the
 * new account.
 */
final class AccountHandle implements AccountRepository {
    private final OpenAccounts accounts;
    private final String name;
    private volatile Capabilities latest;

    AccountHandle(OpenAccounts accounts, OpenAccount account) {
        this.accounts = accounts;
        this.name = account.plan().name();
        this.latest = account.repository().capabilities();
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        return call(
                Operation.DELETE_PERSON,
                (account, context) -> context.addTo(account.deletePerson(person, call)),
                error -> Failure.ofCall(Operation.DELETE_PERSON, error));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        return call(
                Operation.DELETE_FACES,
                (account, context) -> context.addTo(account.deleteFaces(person, faces, call)),
                error -> Failure.ofFaces(person, faces, error));
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        return call(
                Operation.FIND_PERSON,
                (account, context) -> context.addTo(account.findPerson(person, call)),
                error -> Failure.ofCall(Operation.FIND_PERSON, error));
    }

    @Override
    public Capabilities capabilities() {
        current(AccountRepository::capabilities).ifPresent(capabilities -> latest = capabilities);
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
        return "account "
                + accounts.find(name).map(account -> account.plan().label()).orElse(name);
    }

    private <T> Optional<T> current(Function<AccountRepository, T> getter) {
        return accounts.find(name).map(OpenAccount::repository).map(getter);
    }

    /**
     * Runs a call on the current account. Converts a linkage error of the layers to a {@link FaceException}; {@link HookedProvider}
     * converts linkage errors of the provider.
     */
    private <T> T call(Operation operation, Call<T> call, Function<LinkageError, FaceException> toException) {
        OpenAccount account;
        try {
            account = accounts.enter(name, operation);
        } catch (FaceException e) {
            throw new ErrorContext(latest.provider(), name, null).addTo(e);
        }
        ErrorContext context = account.plan().errorContext();
        try {
            return call.on(account.repository(), context);
        } catch (FaceException e) {
            throw context.addTo(e);
        } catch (LinkageError e) {
            throw context.addTo(toException.apply(e));
        } finally {
            account.leave();
        }
    }

    /** One call on the current account. */
    private interface Call<T> {
        T on(AccountRepository account, ErrorContext context);
    }
}
