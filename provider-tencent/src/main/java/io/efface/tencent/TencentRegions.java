package io.efface.tencent;

import io.efface.http.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regions of the vendor's access points.
 *
 * <p>Source: "Request Structure" (tencentcloud.com/document/product/1059/36943, 2026-01-29), which names the first eight regions in this
 * class. The other regions are those of the related product TIIA (cloud.tencent.com/document/api/865/35464, read 2026-11) and of the
 * vendor's SDK.
 */
final class TencentRegions {
    static final String DEFAULT = "ap-guangzhou";

    static final List<String> KNOWN = List.of(
            DEFAULT,
            "ap-shanghai",
            "ap-beijing",
            "ap-chengdu",
            "ap-chongqing",
            "ap-hongkong",
            "ap-singapore",
            "ap-bangkok",
            "ap-nanjing",
            "ap-jakarta",
            "ap-mumbai",
            "ap-seoul",
            "ap-tokyo",
            "na-ashburn",
            "na-siliconvalley",
            "na-toronto",
            "sa-saopaulo",
            "eu-frankfurt",
            "eu-moscow",
            "ap-shanghai-fsi",
            "ap-shenzhen-fsi");

    /** Regions of the vendor's SDK that were in no list of the vendor's pages in 2026-11. */
    private static final List<String> UNLISTED = List.of("ap-mumbai", "na-toronto", "eu-moscow");

    private TencentRegions() {}

    /** Returns whether no known page of the vendor lists the region. */
    static boolean isUnlisted(String region) {
        return UNLISTED.contains(region) || !KNOWN.contains(region);
    }

    /**
     * Returns whether the region is a financial zone. Financial zones are isolated, so the region and the host must both belong to the
     * zone.
     */
    static boolean isFinancial(String region) {
        return region.endsWith("-fsi");
    }

    /**
     * Returns the endpoint of one of the vendor's hosts.
     *
     * <p>Source: "Request Structure" (tencentcloud.com/document/product/1059/36943, 2026-01-29).
     *
     * @param host the host, or null for the nearest host
     */
    static Endpoint endpoint(TencentConfig.@Nullable Host host, @Nullable String region) {
        String label =
                host == TencentConfig.Host.INTL ? "intl." : host == TencentConfig.Host.REGIONAL ? region + "." : "";
        return Endpoint.parse("https://iai." + label + TencentPlaces.DOMAIN);
    }
}
