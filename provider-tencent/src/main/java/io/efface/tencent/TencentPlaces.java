package io.efface.tencent;

import io.efface.http.Endpoint;
import io.efface.http.VendorDomains;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds regions and endpoints that are probably wrong. If a deletion is sent to the wrong region, the vendor reports that the person is
 * absent, and this looks like success.
 */
final class TencentPlaces {
    static final String DOMAIN = "tencentcloudapi.com";
    private static final Pattern HOST = Pattern.compile("([a-z0-9-]+)(?:\\.([a-z0-9-]+))?\\.tencentcloudapi\\.com");
    private static final Set<String> NO_REGIONS = Set.of("intl", "internal");

    private TencentPlaces() {}

    static boolean isOfVendor(Endpoint endpoint) {
        return VendorDomains.isIn(DOMAIN, endpoint);
    }

    /** Returns the access region in the name of the host, or empty if the name contains no region. */
    static Optional<String> accessRegion(Endpoint endpoint) {
        Matcher host = HOST.matcher(endpoint.host());
        return host.matches()
                ? Optional.ofNullable(host.group(2)).filter(region -> !NO_REGIONS.contains(region))
                : Optional.empty();
    }

    static List<String> warnings(@Nullable String region, Endpoint endpoint) {
        List<String> warnings = new ArrayList<>();
        Matcher host = HOST.matcher(endpoint.host());
        if (isOfVendor(endpoint) && !(host.matches() && host.group(1).equals("iai"))) {
            warnings.add(
                    "the endpoint " + endpoint.host() + " is not a host of face recognition, such as iai." + DOMAIN);
        }
        Optional<String> access = accessRegion(endpoint);
        if (region != null && access.isPresent() && !access.get().equals(region)) {
            warnings.add("the region " + region + " is not the region of the endpoint " + endpoint.host());
        }
        if (region != null && TencentRegions.isFinancial(region) && isOfVendor(endpoint) && access.isEmpty()) {
            warnings.add("the endpoint " + endpoint.host() + " does not serve the financial zone " + region);
        }
        if (region != null && TencentRegions.isUnlisted(region)) {
            warnings.add("the region " + region + " is in no current list of the vendor; a deletion in that region may"
                    + " not find the person, which looks like success");
        }
        return warnings;
    }
}
