package io.efface.spi.layers;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Gives an account the interface for applications. This class checks and copies the arguments, so layers and providers need no checks. */
final class FaceRepositoryView implements FaceRepository {
    private final AccountRepository account;
    private final Clock clock;

    FaceRepositoryView(AccountRepository account, Clock clock) {
        this.account = account;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        return account.deletePerson(person, LayerCall.starting(options, clock));
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
        return account.deleteFaces(person, Collections.unmodifiableSet(copy), LayerCall.starting(options, clock));
    }

    @Override
    public FindPersonResult findPerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
        return account.findPerson(person, LayerCall.starting(options, clock));
    }

    @Override
    public Capabilities capabilities() {
        return account.capabilities();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : account.unwrap(type);
    }

    @Override
    public String toString() {
        return account.toString();
    }
}
