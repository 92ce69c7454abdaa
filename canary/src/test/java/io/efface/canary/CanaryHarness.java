package io.efface.canary;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.micrometer.EffaceMeters;
import io.efface.spi.ProviderConfig;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractHarness;
import io.efface.testkit.SkippingClock;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A harness with one account that has default layers and a vendor in another process. It collects all output of the account. */
final class CanaryHarness implements ContractHarness {
    private static final String ACCOUNT = "canary";

    private final SkippingClock time = SkippingClock.ofSystem();
    private final VendorProcess.Vendor vendor;
    private final Marks marks;
    private final Collected collected;
    private final Plant plant;
    private final Metrics metrics;
    private final ProviderConfig config;
    private final FaceRepositories accounts;
    private final EffaceMeters gauges;
    private final MarkedRepository repository;

    CanaryHarness(VendorProcess.Vendor vendor, ProviderConfig config, Marks marks, Collected collected, Plant plant) {
        this.vendor = vendor;
        this.marks = marks;
        this.collected = collected;
        this.plant = plant;
        this.metrics = new Metrics(collected);
        this.config = new PlantedConfig(config, plant, marks.secret, metrics.meters);
        this.accounts = FaceRepositories.builder()
                .account(ACCOUNT, this.config)
                .clock(time)
                .sleeper(time)
                .interceptor(metrics.interceptor())
                .interceptor(new Watching(collected))
                .open();
        this.gauges = metrics.bind(accounts);
        this.repository = new MarkedRepository(accounts.get(ACCOUNT), marks, collected, this::setVendorClock);
    }

    /** Sets the vendor's clock to the time of this process, because this process skips its waits. */
    private void setVendorClock() {
        vendor.setClock(time.instant());
    }

    @Override
    public FaceRepository repository() {
        return repository;
    }

    @Override
    public boolean opened() {
        return true;
    }

    @Override
    public void put(PersonId person, Set<FaceId> faces) {
        Set<String> texts = new LinkedHashSet<>();
        faces.forEach(face -> texts.add(marks.marked(face).value()));
        vendor.put(marks.marked(person).value(), texts);
    }

    @Override
    public Optional<Set<FaceId>> stored(PersonId person) {
        return vendor.stored(marks.marked(person).value()).map(texts -> {
            Set<FaceId> faces = new LinkedHashSet<>();
            texts.forEach(face -> faces.add(marks.plain(FaceId.of(face))));
            return faces;
        });
    }

    @Override
    public boolean holdsFace(FaceId face) {
        return vendor.holdsFace(marks.marked(face).value());
    }

    @Override
    public int requests() {
        return vendor.requests();
    }

    @Override
    public boolean inject(ContractFault fault) {
        return vendor.inject(0, fault);
    }

    @Override
    public boolean injectAfter(int requests, ContractFault fault) {
        return vendor.inject(requests, fault);
    }

    @Override
    public Clock clock() {
        return time;
    }

    @Override
    public List<String> secrets() {
        return List.of(marks.keyId, marks.secret, marks.token);
    }

    @Override
    public void closeRepository() {
        collect();
        accounts.close();
    }

    @Override
    public void close() {
        collect();
        gauges.close();
        accounts.close();
        metrics.close();
        List<String> signatures = vendor.stop();
        plant.onEnd(signatures);
        collected.search(signatures);
    }

    private void collect() {
        ObjectWalk.from(collected, accounts, config, gauges, repository.capabilities(), accounts.get(ACCOUNT));
        if (!accounts.accounts().isEmpty()) {
            ObjectWalk.from(collected, accounts.describe(ACCOUNT));
        }
        metrics.collect();
        Thread.getAllStackTraces().keySet().forEach(thread -> collected.add(Place.THREAD_NAME, thread.getName()));
    }
}
