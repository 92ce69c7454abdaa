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

/** An emulator of Acme that stores people and fails on demand, with an account that sends its requests to this emulator. */
final class AcmeHarness implements ContractHarness, AcmeClient {
    private static final Map<ContractFault, String> CODES = Map.of(
            ContractFault.THROTTLE, "slow_down",
            ContractFault.CONFLICT, "busy",
            ContractFault.AUTH_REJECTED, "bad_key",
            ContractFault.PERMISSION_DENIED, "forbidden",
            ContractFault.INTERNAL_AFTER_EFFECT, "internal",
            ContractFault.UNLISTED_CODE_AFTER_EFFECT, "unlisted_code");

    private final Map<String, Set<String>> people = new LinkedHashMap<>();
    private final FaceRepositories accounts;
    private final boolean opened;
    /** The fault of the next request. */
    private Optional<ContractFault> nextFault = Optional.empty();

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
    public synchronized boolean inject(ContractFault fault) {
        if (!CODES.containsKey(fault)
                && fault != ContractFault.DROP_BEFORE_EFFECT
                && fault != ContractFault.DROP_AFTER_EFFECT) {
            return false;
        }
        nextFault = Optional.of(fault);
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
                .map(stored -> faces.stream().filter(stored::remove).toList()));
    }

    @Override
    public synchronized Optional<List<String>> facesOf(String person) throws IOException, Rejected {
        return respond(() -> Optional.ofNullable(people.get(person)).map(List::copyOf));
    }

    /** Does the work of a request, and fails if a fault was injected. */
    private <T> T respond(Supplier<T> work) throws IOException, Rejected {
        requests++;
        Optional<ContractFault> fault = nextFault;
        nextFault = Optional.empty();
        T response = fault.isEmpty() || fault.get().deletes() ? work.get() : null;
        if (fault.isEmpty()) {
            return response;
        }
        if (CODES.containsKey(fault.get())) {
            throw new Rejected(CODES.get(fault.get()));
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
