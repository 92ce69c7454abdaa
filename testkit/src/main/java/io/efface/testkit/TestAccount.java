package io.efface.testkit;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A provider's repository without layers, behind the interface that applications use. For tests of a provider. {@code close} closes the
 * provider's repository. Thread-safe if the provider's repository is thread-safe.
 */
public final class TestAccount implements FaceRepository, AutoCloseable {
    private final ProviderRepository provider;
    private final FaceRepository view;

    private TestAccount(ProviderRepository provider, Clock clock) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.view = new StepsRepository(provider, RequestLayer.DIRECT).asFaceRepository(clock);
    }

    /**
     * Returns an account with a provider's repository.
     *
     * @param clock the repository's clock
     */
    public static TestAccount of(ProviderRepository provider, Clock clock) {
        return new TestAccount(provider, clock);
    }

    /** Opens an account with these settings. */
    public static TestAccount open(ProviderConfig config, OpenContext context) {
        return new TestAccount(config.open(context), context.clock());
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return view.deletePerson(person, options);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return view.deleteFaces(person, faces, options);
    }

    @Override
    public FindPersonResult findPerson(PersonId person, CallOptions options) {
        return view.findPerson(person, options);
    }

    @Override
    public Capabilities capabilities() {
        return view.capabilities();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : view.unwrap(type);
    }

    @Override
    public void close() {
        provider.close();
    }
}
