package io.efface.canary;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.testkit.ContractFault;
import io.efface.testkit.EmulatorHarness;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The process that runs the vendors. It executes the orders of {@link VendorProcess} from standard input, and ends when standard input ends. */
final class VendorMain {
    private record Running(EmulatorHarness harness, EchoingVendor vendor, String name) {}

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
            case "requests" -> out.writeInt(running.harness().requests());
            case "inject" ->
                out.writeBoolean(running.harness().injectAfter(in.readInt(), ContractFault.valueOf(in.readUTF())));
            case "stop" -> stop(running);
            default -> throw new IOException("no such order");
        }
    }

    private void start() throws IOException {
        boolean green = in.readUTF().equals("aliyun");
        boolean echoes = in.readBoolean();
        String keyId = in.readUTF();
        String secret = in.readUTF();
        String token = in.readUTF();
        String name = in.readUTF();
        VendorEmulator emulator = green
                ? GreenEmulator.builder().temporaryKey(keyId, secret, token).build()
                : IaiEmulator.builder().temporaryKey(keyId, secret, token).build();
        EchoingVendor vendor = new EchoingVendor(emulator, echoes);
        EmulatorServer server = EmulatorServer.start(vendor);
        EmulatorHarness.Builder harness = EmulatorHarness.opened(
                        vendor, unusedRepository(), Clock.systemUTC(), () -> {})
                .releasing(server::close);
        all.add(new Running((green ? ofGreen(harness) : ofIai(harness)).build(), vendor, name));
        out.writeInt(all.size() - 1);
        out.writeUTF(server.url());
    }

    private static EmulatorHarness.Builder ofGreen(EmulatorHarness.Builder harness) {
        return harness.fault(ContractFault.AUTH_REJECTED, Fault.error("SignatureDoesNotMatch"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("Forbidden.RAM"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("596"))
                .fault(ContractFault.UNAVAILABLE_5XX, Fault.error("ServiceUnavailable"))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("500", Fault.When.AFTER_EFFECT))
                .fault(ContractFault.UNLISTED_CODE_AFTER_EFFECT, Fault.error("583", Fault.When.AFTER_EFFECT));
    }

    private static EmulatorHarness.Builder ofIai(EmulatorHarness.Builder harness) {
        return harness.fault(ContractFault.AUTH_REJECTED, Fault.error("AuthFailure.SecretIdNotFound"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("AuthFailure.UnauthorizedOperation"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("ResourceUnavailable.InArrears"))
                .fault(ContractFault.CONFLICT, Fault.error("FailedOperation.ConflictOperation"))
                .fault(
                        ContractFault.UNAVAILABLE_5XX,
                        Fault.raw(EmulatorResponse.text(503, "text/html", "<html>try again later</html>")))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("InternalError", Fault.When.AFTER_EFFECT))
                .fault(
                        ContractFault.UNLISTED_CODE_AFTER_EFFECT,
                        Fault.error("FailedOperation.NobodyKnowsThis", Fault.When.AFTER_EFFECT));
    }

    /** Returns a repository that supports no calls, because the repository under test is in the other process. This process uses only the vendor of the harness. */
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
