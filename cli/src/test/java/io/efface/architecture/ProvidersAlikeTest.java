package io.efface.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import io.efface.aliyun.AliyunConfig;
import io.efface.aliyun.AliyunCredentials;
import io.efface.config.FaceRepositories;
import io.efface.http.Endpoint;
import io.efface.rekognition.AwsConfig;
import io.efface.rekognition.AwsCredentials;
import io.efface.tencent.TencentConfig;
import io.efface.tencent.TencentCredentials;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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

/** Tests that the providers are alike. They may differ only where their vendors' interfaces differ. */
class ProvidersAlikeTest {
    /** The settings of the builder that other providers do not have. */
    private static final Set<String> ALIYUN_SETTINGS = Set.of("network", "clientInfo", "signature");

    private static final Set<String> TENCENT_SETTINGS =
            Set.of("host", "apiVersion", "language", "httpMethod", "signature");
    private static final Set<String> REKOGNITION_SETTINGS = Set.of("library");

    /** A region of each provider, and the names of its settings for the id, the secret and the token of an access key. */
    private static final Map<String, List<String>> SETTINGS = Map.of(
            "aliyun", List.of("cn-shanghai", "access-key-id", "access-key-secret", "security-token"),
            "tencent", List.of("ap-shanghai", "secret-id", "secret-key", "token"),
            "rekognition", List.of("eu-west-1", "access-key-id", "secret-access-key", "session-token"));

    /** The files of vendors that accept two signatures of their own. */
    private static final Set<String> OWN_SIGNATURES = Set.of("VendorV1Signer.java", "VendorV3Signer.java");

    /** The files of a vendor that needs several requests for a deletion or a read. */
    private static final Set<String> SEVERAL_REQUESTS = Set.of(
            "FaceDeletions.java", "FaceListing.java", "FacesDeletion.java", "PersonDeletion.java", "PersonRead.java");

    @TempDir
    Path home;

    @Test
    void files_ofAllProviders_haveTheSameNames() throws IOException {
        Set<String> aliyun = files("aliyun");
        assertThat(aliyun).containsAll(OWN_SIGNATURES).isEqualTo(files("tencent"));

        Set<String> common = new TreeSet<>(aliyun);
        common.removeAll(OWN_SIGNATURES);
        Set<String> rekognition = files("rekognition");
        assertThat(rekognition).containsAll(SEVERAL_REQUESTS);
        rekognition.removeAll(SEVERAL_REQUESTS);
        assertThat(rekognition).isEqualTo(common);
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
        return text.replaceAll("Aliyun|Tencent|Aws", "Vendor").replaceAll("Green|Iai|Rekognition", "Product");
    }

    @Test
    void builders_ofAllProviders_haveTheSameMethods() {
        assertThat(methods(AliyunConfig.Builder.class, ALIYUN_SETTINGS))
                .contains("region(String)", "endpoint(Endpoint)", "build()")
                .isEqualTo(methods(TencentConfig.Builder.class, TENCENT_SETTINGS))
                .isEqualTo(methods(AwsConfig.Builder.class, REKOGNITION_SETTINGS));
        assertThat(methods(AliyunConfig.class, Set.of("signature")))
                .containsAll(methods(TencentConfig.class, Set.of("apiVersion", "language", "httpMethod", "signature")))
                .containsAll(methods(AwsConfig.class, Set.of()));
        assertThat(methods(AliyunCredentials.class, Set.of()))
                .isEqualTo(methods(TencentCredentials.class, Set.of()))
                .isEqualTo(methods(AwsCredentials.class, Set.of()));
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
                () -> TencentConfig.builder().region("ap-shanghai").build(),
                () -> AwsConfig.builder().region("eu-west-1").library("staff").build());
        assertSame(
                () -> AliyunConfig.builder().region("not a region").build(),
                () -> TencentConfig.builder().region("not a region").build(),
                () -> AwsConfig.builder().region("not a region").build());
        assertSame(
                () -> AliyunConfig.builder()
                        .endpoint(Endpoint.parse("https://relay.example"))
                        .network(AliyunConfig.Network.VPC)
                        .build(),
                () -> TencentConfig.builder()
                        .endpoint(Endpoint.parse("https://relay.example"))
                        .host(TencentConfig.Host.INTL)
                        .build());
        assertSame(
                () -> AliyunCredentials.of("", "s"),
                () -> TencentCredentials.of("", "s"),
                () -> AwsCredentials.of("", "s"));
        assertSame(
                () -> AliyunCredentials.of("i", "a b"),
                () -> TencentCredentials.of("i", "a b"),
                () -> AwsCredentials.of("i", "a b"));
        assertSame(
                () -> AliyunCredentials.of("i", "s", "t\n"),
                () -> TencentCredentials.of("i", "s", "t\n"),
                () -> AwsCredentials.of("i", "s", "t\n"));
    }

    private static void assertSame(Callable<?> first, Callable<?>... others) {
        Exception expected = catchThrowableOfType(Exception.class, first::call);
        for (Callable<?> other : others) {
            Exception thrown = catchThrowableOfType(Exception.class, other::call);
            assertThat(thrown).hasSameClassAs(expected);
            assertThat(neutralMessage(thrown)).isEqualTo(neutralMessage(expected));
        }
    }

    /** Returns the message without the vendor's own words: the region in an example, and the setting that chooses the host. */
    private static String neutralMessage(Exception e) {
        return String.valueOf(e.getMessage())
                .replaceAll("such as [a-z0-9-]+", "such as one")
                .replace("network", "host");
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
        assertThat(problem("tencent", key, value)).isEqualTo(aliyun);
        if (!key.equals("signature")) {
            assertThat(problem("rekognition", key, value)).isEqualTo(aliyun);
        }
    }

    /** Opens an account with one mistake, and returns the message with the vendor's words replaced. */
    private String problem(String provider, String key, String value) {
        List<String> own = SETTINGS.get(provider);
        Map<String, String> credentialKeys = Map.of(
                "KEY_ID", "credentials." + own.get(1),
                "KEY_SECRET", "credentials." + own.get(2),
                "TOKEN", "credentials." + own.get(3));
        Map<String, String> keys = new LinkedHashMap<>(Map.of(
                "provider",
                provider,
                "policies",
                "none",
                "region",
                own.get(0),
                credentialKeys.get("KEY_ID"),
                "the-id",
                credentialKeys.get("KEY_SECRET"),
                "the-secret"));
        if (provider.equals("rekognition")) {
            keys.put("library", "staff");
        }
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
