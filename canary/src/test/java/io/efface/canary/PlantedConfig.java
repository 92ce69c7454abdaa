package io.efface.canary;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A configuration whose repository, below all layers, makes the leak of a {@link Plant}. With {@link Plant#NOTHING}, the repository does
 * not leak.
 */
final class PlantedConfig implements ProviderConfig {
    private final ProviderConfig config;
    private final Plant plant;
    private final String secret;
    private final MeterRegistry meters;

    PlantedConfig(ProviderConfig config, Plant plant, String secret, MeterRegistry meters) {
        this.config = config;
        this.plant = plant;
        this.secret = secret;
        this.meters = meters;
    }

    @Override
    public String provider() {
        return config.provider();
    }

    @Override
    public Optional<String> keyFingerprint() {
        return config.keyFingerprint();
    }

    @Override
    public Capabilities capabilities() {
        return config.capabilities();
    }

    @Override
    public String place() {
        return config.place();
    }

    @Override
    public Optional<String> library() {
        return config.library();
    }

    @Override
    public String quotaScope(String scope) {
        return config.quotaScope(scope);
    }

    @Override
    public ProviderRepository open(OpenContext context) {
        return new Leaking(config.open(context));
    }

    @Override
    public String toString() {
        return plant.configText(secret);
    }

    private final class Leaking implements ProviderRepository {
        private final ProviderRepository repository;

        Leaking(ProviderRepository repository) {
            this.repository = repository;
        }

        @Override
        public Step<DeletePersonResult> deletePerson(PersonId person, CallContext context) {
            return leaking(person, () -> repository.deletePerson(person, context));
        }

        @Override
        public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext context) {
            return leaking(person, () -> repository.deleteFaces(person, faces, context));
        }

        @Override
        public Step<FindPersonResult> findPerson(PersonId person, CallContext context) {
            return leaking(person, () -> repository.findPerson(person, context));
        }

        private <T> T leaking(PersonId person, Supplier<T> call) {
            plant.onCall(person, meters);
            try {
                return call.get();
            } catch (FaceException e) {
                throw plant.onFailure(person, e);
            }
        }

        @Override
        public Capabilities capabilities() {
            return repository.capabilities();
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return repository.unwrap(type);
        }

        @Override
        public void close() {
            repository.close();
        }
    }
}
