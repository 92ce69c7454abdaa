package io.efface.benchmarks;

import com.sun.management.ThreadMXBean;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The child process of {@link CallCostTest}: calls an emulator in the same process, and prints the allocated bytes and the requests per
 * call.
 *
 * <p>The figure contains the bytes of all live threads, such as the caller and the HTTP client. The threads of the emulator, which are
 * recognized by their names, do not count. The virtual machine counts the bytes of each thread exactly, independent of garbage collection.
 */
final class CallCosts {
    private static final String EMULATOR_THREADS = "efface-emulator-";
    private static final int WARM_UP = 400;
    private static final int CALLS = 400;
    private static final int BATCHES = 3;
    private static final Set<FaceId> TWO_FACES = Set.of(FaceId.of("1001"), FaceId.of("1002"));

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int people;

    private CallCosts() {}

    public static void main(String[] arguments) throws IOException {
        CallCosts costs = new CallCosts();
        for (Vendor vendor : Vendor.values()) {
            costs.measure(vendor, false);
            costs.measure(vendor, true);
        }
    }

    private void measure(Vendor vendor, boolean layers) throws IOException {
        VendorEmulator emulator = vendor == Vendor.TENCENT
                ? IaiEmulator.builder().key(Vendor.KEY_ID, Vendor.SECRET).build()
                : GreenEmulator.builder()
                        .key(Vendor.KEY_ID, Vendor.SECRET)
                        .enforceQuota(false)
                        .build();
        try (EmulatorServer server = EmulatorServer.start(emulator);
                FaceRepositories accounts = vendor.open(server.url(), layers ? Vendor.LAYERS : Vendor.NO_LAYERS)) {
            FaceRepository account = accounts.get(vendor.account());
            FaceLibrary library = emulator.library();
            String name = vendor.account() + (layers ? ".layers." : ".raw.");
            measure(name + "deletePerson", account, server, library, FaceRepository::deletePerson);
            measure(name + "deleteFaces", account, server, library, (to, person) -> to.deleteFaces(person, TWO_FACES));
            measure(name + "findPerson", account, server, library, FaceRepository::findPerson);
        }
    }

    private void measure(
            String name,
            FaceRepository account,
            EmulatorServer server,
            FaceLibrary library,
            BiConsumer<FaceRepository, PersonId> call) {
        call(WARM_UP, account, library, call);
        long[] bytes = new long[BATCHES];
        long requests = server.requests();
        for (int i = 0; i < BATCHES; i++) {
            PersonId[] enrolled = enrol(CALLS, library);
            long before = allocated();
            for (PersonId person : enrolled) {
                call.accept(account, person);
            }
            bytes[i] = (allocated() - before) / CALLS;
        }
        Arrays.sort(bytes);
        System.out.println(name + ".bytes=" + bytes[BATCHES / 2]);
        System.out.println(name + ".requests=" + (double) (server.requests() - requests) / (CALLS * BATCHES));
    }

    private void call(
            int times, FaceRepository account, FaceLibrary library, BiConsumer<FaceRepository, PersonId> call) {
        for (PersonId person : enrol(times, library)) {
            call.accept(account, person);
        }
    }

    /** Removes the people of the last batch, and enrols new people with four faces each. */
    private PersonId[] enrol(int number, FaceLibrary library) {
        library.clear();
        PersonId[] enrolled = new PersonId[number];
        for (int i = 0; i < number; i++) {
            enrolled[i] = PersonId.of("person-" + (1_000_000 + people++));
            library.put(enrolled[i].value(), "1001", "1002", "1003", "1004");
        }
        return enrolled;
    }

    private long allocated() {
        long[] ids = threads.getAllThreadIds();
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && !infos[i].getThreadName().startsWith(EMULATOR_THREADS)) {
                sum += Math.max(0, bytes[i]);
            }
        }
        return sum;
    }
}
