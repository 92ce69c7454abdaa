package io.efface.testkit.memory;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.Rate;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractHarness;
import io.efface.testkit.ContractHarness.VendorResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The harness of the contract for the in-memory provider. */
public class InMemoryHarness implements ContractHarness {
    private final InMemoryFaceLibrary library;
    private final FaceRepository repository;
    private final boolean opened;
    private final Runnable close;
    private final Clock clock;
    private final Function<Rate, Optional<ContractHarness>> limited;
    private final Supplier<Optional<ContractHarness>> missingLibrary;

    /** Creates a harness for a repository of a library. The {@code close} function closes the repository. */
    public InMemoryHarness(InMemoryFaceLibrary library, FaceRepository repository, boolean opened, Runnable close) {
        this(
                library,
                repository,
                opened,
                close,
                Clock.systemUTC(),
                limit -> Optional.empty(),
                Optional::<ContractHarness>empty);
    }

    /**
     * Creates a harness for a repository of a library with its own clock. The functions close the repository, start a harness with a limit,
     * and start a harness whose library does not exist.
     */
    public InMemoryHarness(
            InMemoryFaceLibrary library,
            FaceRepository repository,
            boolean opened,
            Runnable close,
            Clock clock,
            Function<Rate, Optional<ContractHarness>> limited,
            Supplier<Optional<ContractHarness>> missingLibrary) {
        this.limited = limited;
        this.missingLibrary = missingLibrary;
        this.clock = clock;
        this.library = library;
        this.repository = repository;
        this.opened = opened;
        this.close = close;
    }

    public static InMemoryHarness raw(InMemoryConfig config) {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        InMemoryFaceRepository repository = new InMemoryFaceRepository(config, library, Clock.systemUTC(), "memory");
        return new InMemoryHarness(
                library,
                repository.asFaceRepository(),
                false,
                repository::close,
                Clock.systemUTC(),
                limit -> Optional.empty(),
                () -> Optional.of(raw(config.withMissingLibrary("staf"))));
    }

    @Override
    public Clock clock() {
        return clock;
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
        library.put(person, faces);
    }

    @Override
    public Optional<Set<FaceId>> stored(PersonId person) {
        return library.faces(person);
    }

    @Override
    public boolean holdsFace(FaceId face) {
        return library.holds(face);
    }

    @Override
    public boolean putFace(FaceId face) {
        library.putFace(face);
        return true;
    }

    @Override
    public int requests() {
        return library.requests();
    }

    @Override
    public List<VendorResponse> responses() {
        return library.requestIds().stream().map(VendorResponse::ofRequest).toList();
    }

    @Override
    public boolean inject(ContractFault fault) {
        return library.failNext(fault);
    }

    @Override
    public boolean injectAfter(int requests, ContractFault fault) {
        if (!library.shows(fault)) {
            return false;
        }
        for (int i = 0; i < requests; i++) {
            library.passNext();
        }
        return library.failNext(fault);
    }

    @Override
    public Optional<ContractHarness> limited(Rate limit) {
        return limited.apply(limit);
    }

    @Override
    public Optional<ContractHarness> missingLibrary() {
        return missingLibrary.get();
    }

    @Override
    public void closeRepository() {
        close.run();
    }

    @Override
    public void close() {
        close.run();
    }
}
