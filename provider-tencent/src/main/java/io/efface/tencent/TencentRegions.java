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

    private TencentRegions() {}

    /** Returns whether the text has the form of a region, and so may be part of a host name and a header. */
    static boolean isSane(String region) {
        return region.length() <= 63 && region.matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    /** Financial zones are cut off from the rest: region and host must both be theirs. */
    static boolean isFinancial(String region) {
        return region.endsWith("-fsi");
    }

    /** Returns the known region with the fewest letters changed. */
    static String nearest(String region) {
        String best = DEFAULT;
        int least = Integer.MAX_VALUE;
        for (String known : KNOWN) {
            int distance = distance(region, known);
            if (distance < least) {
                least = distance;
                best = known;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
