package io.efface.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.efface.CallOptions;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.async.AsyncFaceRepository;
import io.efface.async.FaceCall;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.testkit.ContractFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Uses the parts of Efface that the contract does not use: accounts that are configured by text, invalid settings, asynchronous calls, and
 * calls in all accounts.
 */
final class AccountsInText {
    private AccountsInText() {}

    /** Makes calls to an account and collects every object and exception. */
    static void use(String provider, VendorProcess.Vendor vendor, Marks marks, Collected collected) {
        PersonId person = marks.marked(PersonId.of("text-person"));
        FaceId face = marks.marked(FaceId.of("text-face"));
        Map<String, String> settings = validSettings(provider, vendor.url(), marks);
        FaceRepositoriesBuilder builder = FaceRepositories.builder().map(keys("text", settings));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (FaceRepositories accounts = builder.open()) {
            vendor.put(
                    person.value(),
                    Set.of(face.value(), marks.marked(FaceId.of("other-face")).value()));
            FaceCall<?> faces = AsyncFaceRepository.of(accounts.get("text"), threads)
                    .deleteFaces(person, Set.of(face), CallOptions.defaults());
            ObjectWalk.from(collected, faces, faces.future().join(), accounts.inAllAccounts(threads));
            vendor.inject(0, ContractFault.PERMISSION_DENIED);
            ObjectWalk.from(collected, accounts.inAllAccounts(threads).deletePerson(person));
            assertThat(accounts.inAllAccounts(threads).deletePerson(person).isComplete(Evidence.CONFIRMED))
                    .isTrue();
            settings.put("quota", "off");
            accounts.put("text", settings);
            ObjectWalk.from(
                    collected,
                    builder,
                    accounts,
                    accounts.inAllAccounts(threads).findPerson(person, CallOptions.defaults()),
                    FaceRepositories.commonSettings());
            FaceCall<?> stalled = startStalledCall(vendor, accounts, threads, person);
            stalled.cancel();
            ObjectWalk.from(
                    collected, stalled, catchThrowable(() -> stalled.future().join()));
        } finally {
            threads.shutdownNow();
        }
    }

    private static FaceCall<?> startStalledCall(
            VendorProcess.Vendor vendor, FaceRepositories accounts, ExecutorService threads, PersonId person) {
        vendor.inject(0, ContractFault.STALL);
        return AsyncFaceRepository.of(accounts.get("text"), threads).deletePerson(person, CallOptions.defaults());
    }

    /** Opens accounts, each with an invalid setting, and collects the exceptions. Most of the invalid settings contain a secret. */
    static void useInvalidSettings(String provider, Marks marks, Collected collected) {
        String secretKey = validSettings(provider, "http://127.0.0.1:9", marks).keySet().stream()
                .filter(key -> key.contains("secret") && !key.endsWith("-id"))
                .findFirst()
                .orElseThrow();
        String url = "http://127.0.0.1:9";
        List<Map<String, String>> invalid = List.of(
                Map.of(secretKey.replace("secret", "secrt"), marks.secret),
                Map.of(secretKey, " " + marks.secret),
                Map.of(secretKey, marks.secret + "\n"),
                Map.of("endpoint", "https://user:" + marks.secret + "@example.org"),
                Map.of("endpoint", "https://example.org/?key=" + marks.secret),
                Map.of("endpoint", "https://example.org#" + marks.token),
                Map.of("endpoint", marks.secret + "://nonsense"),
                Map.of("proxy", "http://user:" + marks.secret + "@127.0.0.1:1"),
                Map.of("credentials", marks.secret),
                Map.of("region", marks.secret),
                Map.of("signature", marks.secret),
                Map.of("read-timeout", marks.secret),
                Map.of("quota", marks.secret),
                Map.of("breaker.enabled", marks.secret),
                Map.of("quota-group", marks.secret, "qouta", marks.secret),
                Map.of("same-as", marks.secret),
                Map.of("provider", marks.secret));
        for (Map<String, String> each : invalid) {
            Map<String, String> settings = new HashMap<>(validSettings(provider, url, marks));
            settings.putAll(each);
            FaceRepositoriesBuilder builder = FaceRepositories.builder().map(keys("wrong", settings));
            Throwable rejection = catchThrowable(() -> builder.open().close());
            assertThat(rejection)
                    .as("the exception for an invalid %s", each.keySet())
                    .isInstanceOf(FaceException.class);
            Exceptions.collect(rejection, collected);
            ObjectWalk.from(collected, builder);
        }
    }

    private static Map<String, String> validSettings(String provider, String url, Marks marks) {
        Map<String, String> settings = new HashMap<>(Map.of("provider", provider, "endpoint", url));
        settings.putAll(
                switch (provider) {
                    case "aliyun" ->
                        Map.of(
                                "credentials.access-key-id", marks.keyId,
                                "credentials.access-key-secret", marks.secret,
                                "credentials.security-token", marks.token);
                    case "tencent" ->
                        Map.of(
                                "credentials.secret-id", marks.keyId,
                                "credentials.secret-key", marks.secret,
                                "credentials.token", marks.token);
                    case "rekognition" ->
                        Map.of(
                                "region", "eu-west-1",
                                "library", RekognitionEmulator.FIRST_COLLECTION,
                                "credentials.access-key-id", marks.keyId,
                                "credentials.secret-access-key", marks.secret,
                                "credentials.session-token", marks.token);
                    default -> throw new IllegalArgumentException(provider);
                });
        return settings;
    }

    private static Map<String, String> keys(String account, Map<String, String> settings) {
        Map<String, String> keys = new HashMap<>();
        settings.forEach((key, value) -> keys.put("efface.accounts." + account + "." + key, value));
        return keys;
    }
}
