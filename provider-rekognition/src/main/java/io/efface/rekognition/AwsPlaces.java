package io.efface.rekognition;

import io.efface.http.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that an endpoint belongs to the region of the account. All hosts of a region serve the same collections.
 *
 * <p>Source: "Amazon Rekognition endpoints and quotas" (docs.aws.amazon.com/general/latest/gr/rekognition.html, read 2026-11), which lists
 * {@code rekognition} and {@code rekognition-fips} in {@code amazonaws.com} and in {@code api.aws}.
 */
final class AwsPlaces {
    private static final Pattern HOST =
            Pattern.compile("rekognition(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com|api\\.aws)");

    private static final Pattern OF_VENDOR = Pattern.compile("(?:.*\\.)?(?:amazonaws\\.com|api\\.aws)");

    private AwsPlaces() {}

    /** Returns the region of a host of Rekognition, or empty for any other host. */
    static Optional<String> regionOf(Endpoint endpoint) {
        Matcher host = HOST.matcher(endpoint.host());
        return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
    }

    static List<String> warnings(String region, Endpoint endpoint) {
        if (!OF_VENDOR.matcher(endpoint.host()).matches()) {
            // The name of another host, such as an emulator or a relay, does not contain a region.
            return List.of();
        }
        Optional<String> ofHost = regionOf(endpoint);
        if (ofHost.isEmpty()) {
            return List.of("the endpoint " + endpoint.host() + " is not a host of Rekognition, such as rekognition."
                    + region + "." + AwsRegions.DOMAIN);
        }
        return ofHost.get().equals(region)
                ? List.of()
                : List.of("requests are signed for the region " + region + " and sent to " + endpoint.host()
                        + ", which rejects them");
    }
}
