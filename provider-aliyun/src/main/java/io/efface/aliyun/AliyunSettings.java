package io.efface.aliyun;

import io.efface.http.Endpoint;
import io.efface.http.HttpSettings;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one account's settings into {@link AliyunConfig}; every problem is recorded under its key, none thrown. */
final class AliyunSettings {
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";
    private static final String NETWORK = "network";
    private static final String SIGNATURE = "signature";
    private static final String CLIENT_INFO = "client-info";

    static final List<Setting> SETTINGS = Stream.of(
                    List.of(
                            Setting.of(
                                    REGION,
                                    "where the face library is, such as cn-shanghai; needed unless endpoint is given",
                                    null),
                            Setting.of(
                                    ENDPOINT,
                                    "URL in place of the region's host; plain http to this machine only",
                                    "the region's host"),
                            Setting.of(
                                    NETWORK, "public, or vpc for the host inside the vendor's own network", "public"),
                            Setting.of(SIGNATURE, "v1 (HMAC-SHA1) or acs3 (ACS3-HMAC-SHA256)", "v1"),
                            Setting.of(CLIENT_INFO, "text of a JSON object that goes with every request", null)),
                    CredentialSettings.SETTINGS,
                    HttpSettings.settings())
            .flatMap(List::stream)
            .toList();

    private final AccountSettings settings;

    AliyunSettings(AccountSettings settings) {
        this.settings = settings;
    }

    /** Returns the checked settings, or empty if something was rejected. */
    Optional<AliyunConfig> read() {
        AliyunConfig.Builder builder = AliyunConfig.builder();
        boolean credentials = new CredentialSettings(settings).readInto(builder);
        boolean place = readPlace(builder);
        builder.signature(settings.choice(
                SIGNATURE,
                Map.of("v1", AliyunConfig.Signature.V1, "acs3", AliyunConfig.Signature.ACS3),
                AliyunConfig.Signature.V1));
        readClientInfo(builder);
        HttpSettings.read(settings).ifPresent(builder::http);
        return credentials && place && !settings.isRejected() ? Optional.of(builder.build()) : Optional.empty();
    }

    private boolean readPlace(AliyunConfig.Builder builder) {
        AliyunConfig.Network network = settings.choice(
                NETWORK,
                Map.of("public", AliyunConfig.Network.PUBLIC, "vpc", AliyunConfig.Network.VPC),
                AliyunConfig.Network.PUBLIC);
        builder.network(network);
        if (settings.text(ENDPOINT).isPresent()) {
            return readEndpoint(builder);
        }
        if (settings.required(REGION).isEmpty()) {
            return false;
        }
        String region = settings.choice(REGION, AliyunRegions.names(), "");
        if (region.isEmpty()) {
            return false;
        }
        if (network == AliyunConfig.Network.VPC && !AliyunRegions.hasVpc(region)) {
            settings.reject(
                    NETWORK,
                    "no host in the vendor's own network is documented for " + region + ", only for "
                            + String.join(", ", AliyunRegions.withVpc()) + "; give endpoint");
            return false;
        }
        builder.region(region);
        return true;
    }

    private boolean readEndpoint(AliyunConfig.Builder builder) {
        if (settings.text(NETWORK).isPresent()) {
            settings.reject(NETWORK, "means nothing beside endpoint; remove one of the two");
        }
        Optional<String> region = settings.text(REGION);
        if (region.isPresent() && !AliyunRegions.isName(region.get())) {
            settings.reject(REGION, "a region is made of lower-case letters, digits and dashes");
            return false;
        }
        region.ifPresent(builder::region);
        Optional<Endpoint> endpoint = Endpoint.read(settings, ENDPOINT);
        endpoint.ifPresent(builder::endpoint);
        return endpoint.isPresent();
    }

    private void readClientInfo(AliyunConfig.Builder builder) {
        Optional<String> clientInfo = settings.text(CLIENT_INFO);
        if (clientInfo.isEmpty()) {
            return;
        }
        if (ClientInfo.isObject(clientInfo.get())) {
            builder.clientInfo(clientInfo.get());
        } else {
            settings.reject(CLIENT_INFO, "is not the text of a JSON object, such as {\"userType\":\"others\"}");
        }
    }
}
