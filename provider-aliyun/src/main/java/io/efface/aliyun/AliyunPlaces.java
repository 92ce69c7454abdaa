package io.efface.aliyun;

import io.efface.http.Endpoint;
import io.efface.http.VendorDomains;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds regions and endpoints that are probably wrong. If a deletion is sent to the wrong region, the vendor reports that the person is
 * absent, and this looks like success.
 */
final class AliyunPlaces {
    private static final Pattern HOST = Pattern.compile("([a-z0-9-]+?)(?:-vpc)?(?:\\.([a-z0-9-]+))?\\.aliyuncs\\.com");

    private AliyunPlaces() {}

    static List<String> warnings(@Nullable String region, Endpoint endpoint) {
        Matcher host = HOST.matcher(endpoint.host());
        if (!VendorDomains.isIn(AliyunRegions.DOMAIN, endpoint)) {
            // The user's own host, such as an emulator or a relay, does not indicate a region.
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        if (endpoint.host().startsWith("green-cip")) {
            warnings.add("the endpoint " + endpoint.host()
                    + " serves Content Moderation 2022-03-02, for which no face library is"
                    + " documented; face libraries are at green.REGION." + AliyunRegions.DOMAIN);
        } else if (!host.matches() || !host.group(1).equals("green")) {
            warnings.add("the endpoint " + endpoint.host() + " is not a host of Green, such as green.cn-shanghai."
                    + AliyunRegions.DOMAIN);
        } else {
            checkRegion(region, endpoint, host.group(2), warnings);
        }
        return warnings;
    }

    private static void checkRegion(
            @Nullable String region, Endpoint endpoint, @Nullable String regionOfHost, List<String> warnings) {
        boolean isRegionOfHost = region != null && AliyunRegions.isServedBy(region, endpoint.host());
        if (region != null && regionOfHost != null && !isRegionOfHost && !region.equals(regionOfHost)) {
            warnings.add("the region " + region + " has no effect: requests are sent to " + endpoint.host()
                    + ", the host of " + regionOfHost);
        }
        String libraryRegion = isRegionOfHost || regionOfHost == null ? region : regionOfHost;
        if (libraryRegion != null && !AliyunRegions.withFaceLibrary().contains(libraryRegion)) {
            warnings.add("the vendor's page \"Endpoints\" lists no face library in " + libraryRegion + ", only in "
                    + String.join(" and ", AliyunRegions.withFaceLibrary())
                    + "; a deletion in that region may not find the person, which looks like success");
        }
    }
}
