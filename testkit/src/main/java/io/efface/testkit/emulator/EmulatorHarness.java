package io.efface.testkit.emulator;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.Rate;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.Fault;
import io.efface.emulator.FaultScript;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.VendorEmulator;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A harness whose vendor is an emulator. This class simulates the faults of the network, which are the same for every vendor. Faults with a
 * code of the vendor are defined with {@link Builder#error} or {@link Builder#fault}. Without this definition, they cannot be simulated.
 * {@link EmulatorTargets} creates the harnesses of a provider.
 */
public final class EmulatorHarness implements ContractHarness {
    /** The values of {@code code} in the log of calls that are no codes of the vendor: for success, and for a fault that ended the call. */
    private static final Set<String> WITHOUT_CODE = Set.of("OK", "none");

    private final Optional<String> account;
    private final VendorEmulator emulator;
    private final @Nullable FaceLibrary library;
    private final FaceRepository repository;
    private final boolean opened;
    private final Map<ContractFault, Fault> vendorFaults;
    private final Map<Operation, String> deletingRequests;
    private final Set<Operation> emptySuccesses;
    private final List<String> secrets;
    private final BiPredicate<PersonId, Set<FaceId>> canHold;
    private final boolean rejectsUnknownFaces;
    private final Clock clock;
    private final @Nullable BooleanSupplier sharedResourcesOpen;
    private final Closing closeRepository;
    private final Closing release;
    private final Restart restart;

    private EmulatorHarness(Builder from) {
        this.account = from.account;
        this.emulator = from.emulator;
        this.library = from.library;
        this.repository = from.repository;
        this.opened = from.opened;
        this.vendorFaults = Map.copyOf(from.vendorFaults);
        this.deletingRequests = Map.copyOf(from.deletingRequests);
        this.emptySuccesses = Set.copyOf(from.emptySuccesses);
        this.secrets = List.copyOf(from.secrets);
        this.canHold = from.canHold;
        this.rejectsUnknownFaces = from.rejectsUnknownFaces;
        this.clock = from.clock;
        this.sharedResourcesOpen = from.sharedResourcesOpen;
        this.closeRepository = from.closeRepository;
        this.release = from.release;
        this.restart = from.restart;
    }

    /**
     * Returns a builder for a primitive repository that sends its requests to the emulator.
     *
     * @param clock the clock of the repository
     */
    public static Builder builder(VendorEmulator emulator, FaceRepository repository, Clock clock) {
        return new Builder(emulator, repository, clock);
    }

    @Override
    public FaceRepository repository() {
        return repository;
    }

    @Override
    public boolean opened() {
        return opened;
    }

    @Override
    public void put(PersonId person, Set<FaceId> faces) {
        List<String> ids = faces.stream().map(FaceId::value).toList();
        if (library != null) {
            library.put(new StoredPerson(person.value(), ids));
        } else {
            emulator.put(person.value(), ids);
        }
    }

    @Override
    public Optional<Set<FaceId>> stored(PersonId person) {
        Optional<? extends Collection<String>> ids = library != null
                ? library.person(person.value()).map(StoredPerson::faceIds)
                : emulator.remainsOf(person.value());
        return ids.map(held -> held.stream().map(FaceId::of).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    @Override
    public boolean holdsFace(FaceId face) {
        return library != null ? library.holder(face.value()).isPresent() : emulator.hasFace(face.value());
    }

    @Override
    public boolean putFace(FaceId face) {
        return library == null && emulator.putFace(face.value());
    }

    @Override
    public boolean latestResponseHasDetails() {
        List<ReceivedCall> calls = emulator.calls().latest();
        return calls.isEmpty() || calls.get(calls.size() - 1).hasDetails();
    }

    @Override
    public int requests() {
        return Math.toIntExact(emulator.calls().count());
    }

    @Override
    public List<VendorResponse> responses() {
        return emulator.calls().latest().stream()
                .map(call -> new VendorResponse(
                        Optional.of(call.requestId()),
                        Optional.of(call.code()).filter(code -> !WITHOUT_CODE.contains(code)),
                        OptionalInt.of(call.httpStatus()),
                        Optional.ofNullable(call.retryAfter())))
                .toList();
    }

    @Override
    public Optional<String> account() {
        return account;
    }

    @Override
    public boolean inject(ContractFault fault) {
        return injectAfter(0, fault);
    }

    @Override
    public boolean injectAfter(int requests, ContractFault fault) {
        Optional<Fault> simulation = simulation(fault);
        if (simulation.isPresent() && requests > 0) {
            emulator.faults().times(requests, Fault.none());
        }
        simulation.ifPresent(emulator.faults()::next);
        return simulation.isPresent();
    }

    @Override
    public boolean injectIntoDeletion(Operation deletion, ContractFault fault) {
        Optional<FaultScript.Scope> request =
                Optional.ofNullable(deletingRequests.get(deletion)).map(emulator.faults()::onOperation);
        Optional<Fault> simulation = simulation(fault);
        if (request.isEmpty() || simulation.isEmpty()) {
            return false;
        }
        request.get().next(simulation.get());
        return true;
    }

    private Optional<Fault> simulation(ContractFault fault) {
        return Optional.ofNullable(vendorFaults.get(fault)).or(() -> Optional.ofNullable(NetworkFaults.of(fault)));
    }

    @Override
    public boolean emptyIsSuccess(Operation operation) {
        return emptySuccesses.contains(operation);
    }

    @Override
    public boolean canHold(PersonId person, Set<FaceId> faces) {
        return canHold.test(person, faces);
    }

    @Override
    public boolean rejectsUnknownFaces() {
        return rejectsUnknownFaces;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public List<String> secrets() {
        return secrets;
    }

    @Override
    public Optional<ContractHarness> limited(Rate limit) throws IOException {
        return restart.with("quota", limit.toString());
    }

    @Override
    public Optional<ContractHarness> withTimeout(Duration timeout) throws IOException {
        return restart.with("read-timeout", timeout.toMillis() + "ms");
    }

    @Override
    public Optional<ContractHarness> missingLibrary() throws IOException {
        return restart.with("library", "missing");
    }

    @Override
    public Optional<Boolean> sharedResourcesOpen() {
        return Optional.ofNullable(sharedResourcesOpen).map(BooleanSupplier::getAsBoolean);
    }

    @Override
    public void closeRepository() {
        try {
            closeRepository.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closeRepository.close();
        release.close();
    }

    /** A function that starts the same target again with another value of a setting. */
    @FunctionalInterface
    public interface Restart {
        /**
         * Starts the target.
         *
         * @return the harness, or empty if the account has no such setting
         * @throws IOException if the target cannot be started
         */
        Optional<ContractHarness> with(String setting, String value) throws IOException;
    }

    /** An action that closes a resource. A second run does nothing. */
    public interface Closing {
        /**
         * Closes the resource.
         *
         * @throws IOException if the resource cannot be closed
         */
        void close() throws IOException;
    }

    /** Builds harnesses. Not thread-safe; every method returns this builder. */
    public static final class Builder {
        private final VendorEmulator emulator;
        private final FaceRepository repository;
        private final Clock clock;
        private final Map<ContractFault, Fault> vendorFaults = new EnumMap<>(ContractFault.class);
        private final Map<Operation, String> deletingRequests = new EnumMap<>(Operation.class);
        private final Set<Operation> emptySuccesses = EnumSet.noneOf(Operation.class);
        private final List<String> secrets = new ArrayList<>();
        private Optional<String> account = Optional.empty();
        private @Nullable FaceLibrary library;
        private BiPredicate<PersonId, Set<FaceId>> canHold = (person, faces) -> true;
        private boolean rejectsUnknownFaces;
        private boolean opened;
        private @Nullable BooleanSupplier sharedResourcesOpen;
        private Closing closeRepository = () -> {};
        private Closing release = () -> {};
        private Restart restart = (setting, value) -> Optional.empty();

        private Builder(VendorEmulator emulator, FaceRepository repository, Clock clock) {
            this.emulator = Objects.requireNonNull(emulator, "emulator");
            this.repository = Objects.requireNonNull(repository, "repository");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /** Sets whether the repository has layers, see {@link ContractHarness#opened()}. By default, the repository has none. */
        public Builder opened(boolean value) {
            this.opened = value;
            return this;
        }

        /** Sets the account's name, see {@link ContractHarness#account()}. By default the name is not tested. */
        public Builder accountName(String name) {
            this.account = Optional.of(name);
            return this;
        }

        /**
         * Sets the library of the repository. By default the methods {@link VendorEmulator#put}, {@link VendorEmulator#remainsOf} and
         * {@link VendorEmulator#hasFace} of the emulator determine the people.
         */
        public Builder library(FaceLibrary reached) {
            this.library = Objects.requireNonNull(reached, "reached");
            return this;
        }

        /**
         * Sets the function that starts the same target with another value of one setting: {@code quota}, {@code read-timeout} or {@code
         * library}. By default the tests that need such a target are aborted.
         */
        public Builder restarting(Restart start) {
            this.restart = Objects.requireNonNull(start, "start");
            return this;
        }

        /**
         * Sets the vendor's code for a fault. If {@link ContractFault#deletes()} is true, the emulator carries out the deletion and then
         * sends the code. Otherwise nothing is deleted.
         */
        public Builder error(ContractFault fault, String code) {
            return fault(
                    fault, Fault.error(code, fault.deletes() ? Fault.When.AFTER_EFFECT : Fault.When.BEFORE_EFFECT));
        }

        /**
         * Sets the simulation of a fault of this vendor. If {@link ContractFault#deletes()} is true, the simulation must carry out the
         * deletion. Otherwise it must not.
         */
        public Builder fault(ContractFault fault, Fault simulation) {
            vendorFaults.put(Objects.requireNonNull(fault, "fault"), Objects.requireNonNull(simulation, "simulation"));
            return this;
        }

        /**
         * Sets the vendor's name of the request that carries out a deletion, if the deletion takes several requests. Faults of this
         * deletion then affect this request, see {@link ContractHarness#injectIntoDeletion}.
         */
        public Builder deletingWith(Operation deletion, String request) {
            deletingRequests.put(deletion, Objects.requireNonNull(request, "request"));
            return this;
        }

        /** Sets that an empty response with status 200 is the documented success of these operations. By default, of no operation. */
        public Builder emptyIsSuccess(Operation... operations) {
            emptySuccesses.addAll(List.of(operations));
            return this;
        }

        /** Sets the ids that this variant of the vendor can hold. By default all ids. */
        public Builder canHold(BiPredicate<PersonId, Set<FaceId>> ids) {
            this.canHold = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** Sets that this variant of the vendor rejects unknown faces, see {@link ContractHarness#rejectsUnknownFaces()}. */
        public Builder rejectingUnknownFaces() {
            this.rejectsUnknownFaces = true;
            return this;
        }

        /** Adds secrets that no message may contain. */
        public Builder secrets(Collection<String> texts) {
            secrets.addAll(texts);
            return this;
        }

        /**
         * Sets the function that returns whether the resources of the application are open, see {@link
         * ContractHarness#sharedResourcesOpen()}. By default, there are no such resources.
         */
        public Builder sharing(BooleanSupplier isOpen) {
            this.sharedResourcesOpen = Objects.requireNonNull(isOpen, "isOpen");
            return this;
        }

        /** Sets the action that closes the repository. By default, nothing is closed. */
        public Builder closing(Closing owner) {
            this.closeRepository = Objects.requireNonNull(owner, "owner");
            return this;
        }

        /** Sets an action for the end of a test, after the repository was closed, for example to stop the server. */
        public Builder releasing(Closing last) {
            this.release = Objects.requireNonNull(last, "last");
            return this;
        }

        /** Returns the harness. */
        public EmulatorHarness build() {
            return new EmulatorHarness(this);
        }
    }
}
