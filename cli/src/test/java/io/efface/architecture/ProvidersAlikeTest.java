package io.efface.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import io.efface.aliyun.AliyunConfig;
import io.efface.aliyun.AliyunCredentials;
import io.efface.config.FaceRepositories;
import io.efface.http.Endpoint;
import io.efface.tencent.TencentConfig;
import io.efface.tencent.TencentCredentials;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the providers aliyun and tencent are alike. They may differ only where their vendors' interfaces differ. */
class ProvidersAlikeTest {
    /** The settings of the builder that have no counterpart at the other vendor. */
    private static final Set<String> ALIYUN_ONLY = Set.of("network", "clientInfo");

    private static final Set<String> TENCENT_ONLY = Set.of("host", "apiVersion", "language", "httpMethod");

    @TempDir
    Path home;

    @Test
    void files_ofBothProviders_haveTheSameNames() throws IOException {
        assertThat(files("aliyun")).isNotEmpty().isEqualTo(files("tencent"));
    }

    private static Set<String> files(String provider) throws IOException {
        Path folder = Path.of("..", "provider-" + provider, "src", "main", "java", "io", "efface", provider);
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> neutral(file.getFileName().toString()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Replaces the names of a vendor and of its product. */
    private static String neutral(String text) {
        return text.replaceAll("Aliyun|Tencent", "Vendor").replaceAll("Green|Iai", "Product");
    }

    @Test
    void builders_ofBothProviders_haveTheSameMethods() {
        assertThat(methods(AliyunConfig.Builder.class, ALIYUN_ONLY))
                .contains("region(String)", "endpoint(Endpoint)", "build()")
                .isEqualTo(methods(TencentConfig.Builder.class, TENCENT_ONLY));
        assertThat(methods(AliyunConfig.class, Set.of()))
                .containsAll(methods(TencentConfig.class, Set.of("apiVersion", "language", "httpMethod")));
        assertThat(methods(AliyunCredentials.class, Set.of())).isEqualTo(methods(TencentCredentials.class, Set.of()));
    }

    private static Set<String> methods(Class<?> type, Set<String> ofOneVendor) {
        Set<String> names =
                Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
        assertThat(names).as("methods of one vendor only").containsAll(ofOneVendor);
        return Arrays.stream(type.getMethods())
                .filter(method -> !method.isBridge() && !Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !ofOneVendor.contains(method.getName()))
                .map(method -> method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(parameter -> neutral(parameter.getSimpleName()))
                                .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void builders_sameMistake_throwTheSameException() {
        assertSame(
                () -> AliyunConfig.builder().region("cn-shanghai").build(),
                () -> TencentConfig.builder().region("ap-shanghai").build());
        assertSame(
                () -> AliyunConfig.builder().region("not a region").build(),
                () -> TencentConfig.builder().region("not a region").build());
        assertSame(
                () -> AliyunConfig.builder()
                        .endpoint(Endpoint.parse("https://relay.example"))
                        .network(AliyunConfig.Network.VPC)
                        .build(),
                () -> TencentConfig.builder()
                        .endpoint(Endpoint.parse("https://relay.example"))
                        .host(TencentConfig.Host.INTL)
                        .build());
        assertSame(() -> AliyunCredentials.of("", "s"), () -> TencentCredentials.of("", "s"));
        assertSame(() -> AliyunCredentials.of("i", "a b"), () -> TencentCredentials.of("i", "a b"));
        assertSame(() -> AliyunCredentials.of("i", "s", "t\n"), () -> TencentCredentials.of("i", "s", "t\n"));
    }

    private static void assertSame(Callable<?> aliyun, Callable<?> tencent) {
        Exception ofAliyun = catchThrowableOfType(Exception.class, aliyun::call);
        Exception ofTencent = catchThrowableOfType(Exception.class, tencent::call);

        assertThat(ofAliyun).hasSameClassAs(ofTencent);
        assertThat(withoutExample(ofAliyun).replace("network", "host")).isEqualTo(withoutExample(ofTencent));
    }

    /** Returns the message without the region that it gives as an example, because each vendor has its own regions. */
    private static String withoutExample(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("such as [a-z0-9-]+", "such as one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "KEY_ID | ' '",
                "KEY_SECRET | ' '",
                "TOKEN | ' '",
                "KEY_ID | a b",
                "KEY_SECRET | a b",
                "TOKEN | a b",
                "KEY_ID | -",
                "KEY_SECRET | -",
                "credentials | magic",
                "credentials | environment",
                "credentials | profile:",
                "credentials | command",
                "credentials.command | /opt/keys",
                "endpoint | http://relay.example",
                "endpoint | relay.example",
                "call-timeout | never",
                "signature | v9",
                "regoin | x",
            })
    void configuration_sameMistake_isTheSameSingleProblem(String key, String value) {
        String aliyun = problem("aliyun", key, value);

        assertThat(aliyun).contains("1 problem:");
        assertThat(aliyun).isEqualTo(problem("tencent", key, value));
    }

    /** Opens an account with one mistake, and returns the message with the vendor's words replaced. */
    private String problem(String provider, String key, String value) {
        boolean aliyun = provider.equals("aliyun");
        Map<String, String> credentialKeys = Map.of(
                "KEY_ID", "credentials." + (aliyun ? "access-key-id" : "secret-id"),
                "KEY_SECRET", "credentials." + (aliyun ? "access-key-secret" : "secret-key"),
                "TOKEN", "credentials." + (aliyun ? "security-token" : "token"));
        Map<String, String> keys = new LinkedHashMap<>(Map.of(
                "provider",
                provider,
                "policies",
                "none",
                "region",
                aliyun ? "cn-shanghai" : "ap-shanghai",
                credentialKeys.get("KEY_ID"),
                "the-id",
                credentialKeys.get("KEY_SECRET"),
                "the-secret"));
        keys.put(credentialKeys.getOrDefault(key, key), value);
        Map<String, String> properties = new LinkedHashMap<>();
        keys.forEach((each, text) -> {
            if (text != null) {
                properties.put("efface.accounts.one." + each, text);
            }
        });
        FaceException failure = catchThrowableOfType(
                FaceException.class,
                () -> FaceRepositories.builder()
                        .map(properties)
                        .home(home)
                        .environmentForReferences(Map.of())
                        .open()
                        .close());
        String message = String.valueOf(failure.getMessage());
        for (Map.Entry<String, String> word : credentialKeys.entrySet()) {
            message = message.replace(word.getValue(), word.getKey());
        }
        return message.replace("provider " + provider, "provider VENDOR")
                .replaceAll("must be one of .*", "must be one of ...");
    }
}
