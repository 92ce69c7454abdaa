package io.efface.http;

import java.util.List;
import java.util.Optional;

/** The domains of cloud vendors' APIs. This class recognizes the host of another vendor. */
public final class VendorDomains {
    private static final List<String> ALL = List.of(
            "aliyuncs.com",
            "tencentcloudapi.com",
            "amazonaws.com",
            "baidubce.com",
            "myhuaweicloud.com",
            "azure.com",
            "googleapis.com");

    private VendorDomains() {}

    /** Returns whether the host of an endpoint is in a domain. */
    public static boolean isIn(String domain, Endpoint endpoint) {
        return endpoint.host().equals(domain) || endpoint.host().endsWith("." + domain);
    }

    /**
     * Returns the vendor's domain that contains the host of an endpoint, or empty if the host is in the given domain or in no known domain.
     */
    public static Optional<String> anotherThan(String own, Endpoint endpoint) {
        return ALL.stream()
                .filter(domain -> !domain.equals(own) && isIn(domain, endpoint))
                .findFirst();
    }
}
