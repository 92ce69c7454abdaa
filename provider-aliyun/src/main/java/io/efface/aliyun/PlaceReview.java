package io.efface.aliyun;

import io.efface.http.Endpoint;
import io.efface.http.VendorDomains;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds places where a deletion would find nobody and look like success. */
final class PlaceReview {
    private static final String DOMAIN = "aliyuncs.com";
    private static final Pattern HOST = Pattern.compile("([a-z0-9-]+?)(?:-vpc)?(?:\\.([a-z0-9-]+))?\\.aliyuncs\\.com");

    private PlaceReview() {}

    static List<String> warnings(@Nullable String region, Endpoint endpoint) {
        Optional<String> other = VendorDomains.anotherThan(DOMAIN, endpoint);
        if (other.isPresent()) {
            return List.of("the endpoint is in " + other.get() + ", which is another vendor's domain");
        }
        Matcher host = HOST.matcher(endpoint.host());
        if (!host.matches()) {
            // A host of the user's own, such as an emulator or a relay, says nothing about the region.
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        if (host.group(1).equals("green-cip")) {
            warnings.add("the endpoint " + endpoint.host()
                    + " serves Content Moderation 2022-03-02, in which no face library is"
                    + " documented; face libraries are at green.REGION." + DOMAIN);
        } else if (!host.group(1).equals("green")) {
            warnings.add(
                    "the endpoint " + endpoint.host() + " is not a host of Green, such as green.cn-shanghai." + DOMAIN);
        } else {
            review(region, endpoint, host.group(2), warnings);
        }
        return warnings;
    }

    private static void review(
            @Nullable String region, Endpoint endpoint, @Nullable String regionOfHost, List<String> warnings) {
        boolean known = region != null && AliyunRegions.isServedBy(region, endpoint.host());
        if (region != null && regionOfHost != null && !known && !region.equals(regionOfHost)) {
            warnings.add("the region " + region + " is only a label: requests go to " + endpoint.host()
                    + ", the host of " + regionOfHost);
        }
        String library = known || regionOfHost == null ? region : regionOfHost;
        if (library != null && !AliyunRegions.hasFaceLibrary(library)) {
            warnings.add("the vendor's page \"Endpoints\" lists no face library in " + library + ", only in "
                    + String.join(" and ", AliyunRegions.withFaceLibrary())
                    + "; a deletion that is sent there may find nobody, which looks like success");
        }
    }
}
