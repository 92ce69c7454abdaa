package io.efface.tencent;

import java.util.List;

/**
 * The regions that exist as access points.
 *
 * <p>Source: "Request Structure" (tencentcloud.com/document/product/1059/36943, 2026-01-29), whose stored text names the first eight;
 * the others are those of the sister product TIIA (cloud.tencent.com/document/api/865/35464, read 2026-11) and of the vendor's SDK.
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

    /** Known to the vendor's SDK, and in no list of the vendor's pages that was seen in 2026-11. */
    private static final List<String> UNLISTED = List.of("ap-mumbai", "na-toronto", "eu-moscow");

    private TencentRegions() {}

    /** Returns whether only the vendor's SDK knows the region. */
    static boolean isUnlisted(String region) {
        return UNLISTED.contains(region);
    }

    /** Returns whether the text has the form of a region, and so may be part of a host name and a header. */
    static boolean isSane(String region) {
        return region.length() <= 63 && region.matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    /** Financial zones are cut off from the rest: region and host must both be theirs. */
    static boolean isFinancial(String region) {
        return region.endsWith("-fsi");
    }
}
