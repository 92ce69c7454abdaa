package io.efface.testkit.example;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractHarness;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An Acme of our own, which holds people and misbehaves on demand, and a repository in front of it. */
final class AcmeHarness implements ContractHarness, AcmeClient {
    private static final Map<ContractFault, String> CODES = Map.of(
            ContractFault.THROTTLE, "slow_down",
            ContractFault.CONFLICT, "busy",
            ContractFault.AUTH_REJECTED, "bad_key",
            ContractFault.PERMISSION_DENIED, "forbidden",
            ContractFault.INTERNAL_AFTER_EFFECT, "internal",
            ContractFault.UNLISTED_CODE_AFTER_EFFECT, "what_is_this");

    private final Map<String, Set<String>> people = new LinkedHashMap<>();
    private final FaceRepositories accounts;
    private final boolean opened;
    private Optional<ContractFault> fault = Optional.empty();
    private int requests;

    AcmeHarness(boolean opened) {
        this.opened = opened;
        Map<String, String> settings = new LinkedHashMap<>(Map.of("efface.accounts.test.provider", "acme"));
        if (!opened) {
            settings.put("efface.accounts.test.policies", "none");
        }
        this.accounts = FaceRepositories.builder()
                .map(settings)
                .service(AcmeClient.class, this)
                .open();
    }

    @Override
    public FaceRepository repository() {
        return accounts.get("test");
    }

    @Override
    public boolean opened() {
        return opened;
    }

    @Override
    public synchronized void put(PersonId person, Set<FaceId> faces) {
        Set<String> ids = new LinkedHashSet<>();
        faces.forEach(face -> ids.add(face.value()));
        people.put(person.value(), ids);
    }

    @Override
    public synchronized Optional<Set<FaceId>> stored(PersonId person) {
        return Optional.ofNullable(people.get(person.value())).map(ids -> {
            Set<FaceId> faces = new LinkedHashSet<>();
            ids.forEach(id -> faces.add(FaceId.of(id)));
            return faces;
        });
    }

    @Override
    public synchronized int requests() {
        return requests;
    }

    @Override
    public synchronized boolean inject(ContractFault next) {
        if (!CODES.containsKey(next)
                && next != ContractFault.DROP_BEFORE_EFFECT
                && next != ContractFault.DROP_AFTER_EFFECT) {
            return false;
        }
        fault = Optional.of(next);
        return true;
    }

    @Override
    public synchronized boolean deletePerson(String person) throws IOException, Rejected {
        return respond(() -> people.remove(person) != null);
    }

    @Override
    public synchronized Optional<List<String>> deleteFaces(String person, List<String> faces)
            throws IOException, Rejected {
        return respond(() -> Optional.ofNullable(people.get(person))
                .map(held -> faces.stream().filter(held::remove).toList()));
    }

    @Override
    public synchronized Optional<List<String>> facesOf(String person) throws IOException, Rejected {
        return respond(() -> Optional.ofNullable(people.get(person)).map(List::copyOf));
    }

    private <T> T respond(Supplier<T> work) throws IOException, Rejected {
        requests++;
        Optional<ContractFault> now = fault;
        fault = Optional.empty();
        T response = now.isEmpty() || now.get().deletes() ? work.get() : null;
        if (now.isEmpty()) {
            return response;
        }
        if (CODES.containsKey(now.get())) {
            throw new Rejected(CODES.get(now.get()));
        }
        throw new IOException("connection reset");
    }

    @Override
    public void closeRepository() {
        accounts.close();
    }

    @Override
    public void close() {
        accounts.close();
    }
}
