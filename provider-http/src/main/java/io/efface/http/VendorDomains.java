package io.efface.http;

import java.util.List;
import java.util.Optional;

/** The domains of cloud vendors' APIs, by which a host of another vendor is recognized. */
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

    /** Returns whether a host is in a domain. */
    public static boolean isIn(String domain, Endpoint endpoint) {
        return endpoint.host().equals(domain) || endpoint.host().endsWith("." + domain);
    }

    /** Returns the domain of a vendor in which the host is, if that is not the given one. */
    public static Optional<String> anotherThan(String own, Endpoint endpoint) {
        return ALL.stream()
                .filter(domain -> !domain.equals(own) && isIn(domain, endpoint))
                .findFirst();
    }
}
