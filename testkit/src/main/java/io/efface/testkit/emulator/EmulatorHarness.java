package io.efface.testkit.emulator;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.Rate;
import io.efface.config.FaceRepositories;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.Fault;
import io.efface.emulator.VendorEmulator;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractHarness;
import io.efface.testkit.ContractHarness.VendorResponse;
import io.efface.testkit.SkippingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A harness whose vendor is an emulator. This class simulates the faults of the network, which are the same for every vendor. Faults with a
 * code of the vendor are defined with {@link Builder#fault(ContractFault, Fault)}. Without this definition, they cannot be simulated.
 */
public final class EmulatorHarness implements ContractHarness {
    private static final String ACCOUNT = "test";

    /** The entries of the log for success, and for a fault that ended the call before there was a code. */
    private static final Set<String> WITHOUT_CODE = Set.of("OK", "none");

    private final Optional<String> account;
    private final VendorEmulator emulator;
    private final Holdings holdings;
    private final FaceRepository repository;
    private final boolean opened;
    private final Map<ContractFault, Fault> vendorFaults;
    private final List<String> secrets;
    private final BiPredicate<PersonId, Set<FaceId>> canHold;
    private final boolean rejectsUnknownFaces;
    private final Clock clock;
    private final Closing closeRepository;
    private final Closing release;
    private final @Nullable Limited limited;
    private final @Nullable Start missingLibrary;
    private final @Nullable Impatient withTimeout;

    private EmulatorHarness(Builder from) {
        this.account = from.account;
        this.emulator = from.emulator;
        this.holdings = from.holdings;
        this.repository = from.repository;
        this.opened = from.opened;
        this.vendorFaults = Map.copyOf(from.vendorFaults);
        this.secrets = List.copyOf(from.secrets);
        this.canHold = from.canHold;
        this.rejectsUnknownFaces = from.rejectsUnknownFaces;
        this.clock = from.clock;
        this.closeRepository = from.closeRepository;
        this.release = from.release;
        this.limited = from.limited;
        this.missingLibrary = from.missingLibrary;
        this.withTimeout = from.withTimeout;
    }

    /**
     * Returns a builder for a provider's primitive repository that sends its requests to the emulator.
     *
     * @param clock the repository's clock
     */
    public static Builder primitive(VendorEmulator emulator, ProviderRepository repository, Clock clock) {
        FaceRepository view = new StepsRepository(repository, RequestLayer.DIRECT).asFaceRepository(clock);
        return new Builder(emulator, view, false, clock, repository::close);
    }

    /**
     * Returns a builder for an opened account with layers that sends its requests to the emulator.
     *
     * @param clock the account's clock
     * @param owner the action that closes the accounts of the repository
     */
    public static Builder opened(VendorEmulator emulator, FaceRepository repository, Clock clock, Closing owner) {
        return new Builder(emulator, repository, true, clock, owner);
    }

    /**
     * Prepares an emulator for {@link #account}: the emulator accepts {@link EmulatedVendor.Issue#OF_CONTRACT} and has the clock of the
     * account.
     *
     * @return the given builder
     */
    public static <B extends VendorEmulator.Builder> B prepared(B emulator, SkippingClock time) {
        EmulatedVendor.Issue key = EmulatedVendor.Issue.OF_CONTRACT;
        emulator.temporaryKey(key.id(), key.secret(), key.token(), key.end()).clock(time);
        return emulator;
    }

    /**
     * Returns a builder for an account that sends its requests to the emulator: an opened account with layers, or the provider's primitive
     * repository.
     *
     * @param config the configuration, which signs with {@link EmulatedVendor.Issue#OF_CONTRACT}; no message may contain this key
     * @param opened whether the account has layers
     * @param layerSettings the settings of the layers; ignored without layers
     * @param time the clock of the account and the layers, which skips the waits of the layers
     */
    public static Builder account(
            VendorEmulator emulator,
            ProviderConfig config,
            boolean opened,
            Map<String, String> layerSettings,
            SkippingClock time) {
        EmulatedVendor.Issue key = EmulatedVendor.Issue.OF_CONTRACT;
        String[] secrets = {key.id(), key.secret(), key.token()};
        if (!opened) {
            OpenContext context = OpenContext.of(ACCOUNT, time, new SecureRandom(), Map.of());
            return primitive(emulator, config.open(context), time)
                    .accountName(ACCOUNT)
                    .secrets(secrets);
        }
        FaceRepositories accounts = FaceRepositories.builder()
                .account(ACCOUNT, config, layerSettings)
                .clock(time)
                .sleeper(time)
                .open();
        return opened(emulator, accounts.get(ACCOUNT), time, accounts::close)
                .accountName(ACCOUNT)
                .secrets(secrets);
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
        holdings.put(person, faces);
    }

    @Override
    public Optional<Set<FaceId>> stored(PersonId person) {
        return holdings.stored(person);
    }

    @Override
    public boolean holdsFace(FaceId face) {
        return holdings.holdsFace(face);
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
                        Optional.empty()))
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
        Fault scripted = vendorFaults.containsKey(fault) ? vendorFaults.get(fault) : NetworkFaults.of(fault);
        if (scripted == null) {
            return false;
        }
        if (requests > 0) {
            emulator.faults().times(requests, Fault.none());
        }
        emulator.faults().next(scripted);
        return true;
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
        return limited == null ? Optional.empty() : Optional.of(limited.start(limit));
    }

    @Override
    public Optional<ContractHarness> withTimeout(Duration timeout) throws IOException {
        return withTimeout == null ? Optional.empty() : Optional.of(withTimeout.start(timeout));
    }

    @Override
    public Optional<ContractHarness> missingLibrary() throws IOException {
        return missingLibrary == null ? Optional.empty() : Optional.of(missingLibrary.start());
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

    /** A function that starts another target. */
    @FunctionalInterface
    public interface Start {
        /**
         * Starts the target.
         *
         * @throws IOException if the target cannot be started
         */
        ContractHarness start() throws IOException;
    }

    /** A function that starts a target with a timeout of the provider's own. */
    @FunctionalInterface
    public interface Impatient {
        /**
         * Starts the target.
         *
         * @throws IOException if the target cannot be started
         */
        ContractHarness start(Duration timeout) throws IOException;
    }

    /** A function that starts a target with a limit of calls. */
    @FunctionalInterface
    public interface Limited {
        /**
         * Starts the target.
         *
         * @throws IOException if the target cannot be started
         */
        ContractHarness start(Rate limit) throws IOException;
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
        private final Map<ContractFault, Fault> vendorFaults = new EnumMap<>(ContractFault.class);
        private final List<String> secrets = new ArrayList<>();
        private Optional<String> account = Optional.empty();
        private Holdings holdings;
        private BiPredicate<PersonId, Set<FaceId>> canHold = (person, faces) -> true;
        private boolean rejectsUnknownFaces;
        private final boolean opened;
        private final Clock clock;
        private final Closing closeRepository;
        private Closing release = () -> {};
        private @Nullable Limited limited;
        private @Nullable Start missingLibrary;
        private @Nullable Impatient withTimeout;

        private Builder(
                VendorEmulator emulator, FaceRepository repository, boolean opened, Clock clock, Closing owner) {
            this.emulator = Objects.requireNonNull(emulator, "emulator");
            this.repository = Objects.requireNonNull(repository, "repository");
            this.opened = opened;
            this.clock = Objects.requireNonNull(clock, "clock");
            this.closeRepository = Objects.requireNonNull(owner, "owner");
            this.holdings = Holdings.of(emulator.library());
        }

        /** Sets the account's name, see {@link ContractHarness#account()}. By default the name is not tested. */
        public Builder accountName(String name) {
            this.account = Optional.of(name);
            return this;
        }

        /** Sets the library of the repository. By default the default library of the emulator. */
        public Builder library(FaceLibrary reached) {
            return holdings(Holdings.of(reached));
        }

        /** Sets the direct access to the people at the vendor. By default the default library of the emulator. */
        public Builder holdings(Holdings held) {
            this.holdings = Objects.requireNonNull(held, "held");
            return this;
        }

        /**
         * Sets the function that starts the same target with a library that does not exist, see {@link ContractHarness#missingLibrary()}.
         */
        public Builder missingLibrary(Start start) {
            this.missingLibrary = Objects.requireNonNull(start, "start");
            return this;
        }

        /** Sets the function that starts the same target with a timeout, see {@link ContractHarness#withTimeout}. */
        public Builder withTimeout(Impatient start) {
            this.withTimeout = Objects.requireNonNull(start, "start");
            return this;
        }

        /**
         * Sets the simulation of a fault of this vendor. The simulation must carry out the deletion exactly if
         * {@link ContractFault#deletes()}.
         */
        public Builder fault(ContractFault fault, Fault simulation) {
            vendorFaults.put(Objects.requireNonNull(fault, "fault"), Objects.requireNonNull(simulation, "simulation"));
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
        public Builder secrets(String... texts) {
            secrets.addAll(List.of(texts));
            return this;
        }

        /** Sets the function that starts the same target with another limit, see {@link ContractHarness#limited(Rate)}. */
        public Builder limited(Limited start) {
            this.limited = Objects.requireNonNull(start, "start");
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
