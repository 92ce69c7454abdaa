package io.efface.canary;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.emulator.rekognition.RekognitionVariants;
import io.efface.emulator.rekognition.RekognitionVariants.IdRule;
import io.efface.testkit.ContractFault;
import io.efface.testkit.emulator.EmulatorHarness;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The process that runs the vendors. It executes the orders of {@link VendorProcess} from standard input, and ends when standard input
 * ends.
 */
final class VendorMain {
    private record Running(EmulatorHarness harness, EchoingVendor vendor, String name, VendorTime time) {}

    /** The clock of a vendor, which follows the skipping clock of the other process. */
    private static final class VendorTime extends Clock {
        private volatile Duration offset = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final DataInputStream in = new DataInputStream(System.in);
    private final DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    private final List<Running> all = new ArrayList<>();

    private VendorMain() {}

    public static void main(String[] arguments) throws IOException {
        VendorMain process = new VendorMain();
        System.setOut(System.err);
        try {
            while (true) {
                process.execute(process.in.readUTF());
                process.out.flush();
            }
        } catch (EOFException e) {
            System.exit(0);
        }
    }

    private void execute(String order) throws IOException {
        if (order.equals("start")) {
            start();
            return;
        }
        Running running = all.get(in.readInt());
        switch (order) {
            case "put" -> put(running);
            case "stored" -> stored(running);
            case "face" -> out.writeBoolean(running.harness().holdsFace(FaceId.of(in.readUTF())));
            case "clock" -> {
                running.time().offset = Duration.ofMillis(in.readLong());
                out.writeBoolean(true);
            }
            case "requests" -> out.writeInt(running.harness().requests());
            case "inject" ->
                out.writeBoolean(running.harness().injectAfter(in.readInt(), ContractFault.valueOf(in.readUTF())));
            case "stop" -> stop(running);
            default -> throw new IOException("no such order");
        }
    }

    private void start() throws IOException {
        String provider = in.readUTF();
        boolean echoes = in.readBoolean();
        String keyId = in.readUTF();
        String secret = in.readUTF();
        String token = in.readUTF();
        String name = in.readUTF();
        VendorTime time = new VendorTime();
        VendorEmulator emulator = builder(provider)
                .clock(time)
                .temporaryKey(keyId, secret, token, Instant.MAX)
                .build();
        EchoingVendor vendor = new EchoingVendor(emulator, echoes);
        EmulatorServer server = EmulatorServer.start(vendor);
        EmulatorHarness.Builder harness = EmulatorHarness.builder(vendor, unusedRepository(), Clock.systemUTC())
                .opened(true)
                .releasing(server::close);
        addFaults(provider, harness);
        all.add(new Running(harness.build(), vendor, name, time));
        out.writeInt(all.size() - 1);
        out.writeUTF(server.url());
    }

    private static VendorEmulator.Builder builder(String provider) {
        return switch (provider) {
            case "aliyun" -> GreenEmulator.builder();
            case "tencent" -> IaiEmulator.builder();
            // AWS's rule does not allow the ids of the contract.
            case "rekognition" ->
                RekognitionEmulator.builder()
                        .variants(
                                RekognitionVariants.builder().idRule(IdRule.OFF).build());
            default -> throw new IllegalArgumentException(provider);
        };
    }

    private static void addFaults(String provider, EmulatorHarness.Builder harness) {
        switch (provider) {
            case "aliyun" ->
                harness.error(ContractFault.AUTH_REJECTED, "SignatureDoesNotMatch")
                        .error(ContractFault.PERMISSION_DENIED, "Forbidden.RAM")
                        .error(ContractFault.ACCOUNT_UNAVAILABLE, "596")
                        .error(ContractFault.UNAVAILABLE_5XX, "ServiceUnavailable")
                        .error(ContractFault.INTERNAL_AFTER_EFFECT, "500")
                        .error(ContractFault.UNLISTED_CODE_AFTER_EFFECT, "583");
            case "tencent" ->
                harness.error(ContractFault.AUTH_REJECTED, "AuthFailure.SecretIdNotFound")
                        .error(ContractFault.PERMISSION_DENIED, "AuthFailure.UnauthorizedOperation")
                        .error(ContractFault.ACCOUNT_UNAVAILABLE, "ResourceUnavailable.InArrears")
                        .error(ContractFault.CONFLICT, "FailedOperation.ConflictOperation")
                        .error(ContractFault.INTERNAL_AFTER_EFFECT, "InternalError")
                        .error(ContractFault.UNLISTED_CODE_AFTER_EFFECT, "FailedOperation.NobodyKnowsThis");
            default ->
                harness.error(ContractFault.AUTH_REJECTED, "UnrecognizedClientException")
                        .error(ContractFault.PERMISSION_DENIED, "AccessDeniedException")
                        .error(ContractFault.ACCOUNT_UNAVAILABLE, "SubscriptionRequiredException")
                        .error(ContractFault.INTERNAL_AFTER_EFFECT, "InternalServerError")
                        .error(ContractFault.UNLISTED_CODE_AFTER_EFFECT, "NobodyKnowsThisException");
        }
    }

    /**
     * Returns a repository that supports no calls, because the repository under test is in the other process. This process uses only the
     * vendor of the harness.
     */
    private static FaceRepository unusedRepository() {
        return (FaceRepository) Proxy.newProxyInstance(
                VendorMain.class.getClassLoader(),
                new Class<?>[] {FaceRepository.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private void put(Running running) throws IOException {
        String person = in.readUTF();
        List<String> faces = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            faces.add(in.readUTF());
        }
        running.vendor()
                .library()
                .put(new StoredPerson(person, faces).withNameAndNote(running.name(), "note " + running.name()));
        out.writeBoolean(true);
    }

    private void stored(Running running) throws IOException {
        Optional<Set<FaceId>> faces = running.harness().stored(PersonId.of(in.readUTF()));
        out.writeInt(faces.map(Set::size).orElse(-1));
        for (FaceId face : faces.orElse(Set.of())) {
            out.writeUTF(face.value());
        }
    }

    private void stop(Running running) throws IOException {
        running.harness().close();
        out.writeInt(running.vendor().signatures().size());
        for (String signature : running.vendor().signatures()) {
            out.writeUTF(signature);
        }
    }
}
