package io.efface.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the URLs of the configuration. A URL must begin with {@code https}. A URL of this machine may also begin with {@code http}. */
final class HttpUrls {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\." + OCTET + "){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    private HttpUrls() {}

    static URI parse(String text) throws Rejected {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new Rejected("is not a URL such as https://host or https://host:8443");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new Rejected("must be a whole URL that begins with https://");
        }
        if (url.getRawUserInfo() != null) {
            throw new Rejected("must not contain a user or password");
        }
        if (url.getHost() == null) {
            throw new Rejected("names no host; a URL looks like https://host or https://host:8443");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new Rejected("must not contain a query or a fragment");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            throw new Rejected("the port must be from 1 to 65535");
        }
        boolean loopback =
                LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
        if (scheme.equals("http") && !loopback) {
            throw new Rejected(
                    "plain http is allowed only for this machine (localhost, 127.0.0.1, [::1]); use https://");
        }
        return url;
    }

    /** The exception for a text that is not an allowed URL. Its message does not contain the text. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;

        Rejected(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }
}
