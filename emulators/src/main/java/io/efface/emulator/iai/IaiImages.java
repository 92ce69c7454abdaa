package io.efface.emulator.iai;

import io.efface.emulator.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pictures of CreatePerson and CreateFace. The contents of a picture are not examined: every readable picture has one face, and two
 * faces are alike if the texts of their pictures are equal.
 */
final class IaiImages {
    /** Codes per image of CreateFace (cloud.tencent.com/document/api/867/32795). */
    static final int OK = 0;

    static final int DECODE_FAILED = -1102;
    static final int TOO_BIG = -1109;

    private static final int MOST_BASE64 = 5 * 1024 * 1024;

    /**
     * A picture.
     *
     * @param retCode {@link #OK}, {@link #DECODE_FAILED} or {@link #TOO_BIG}
     * @param fingerprint a text that is equal for equal pictures
     */
    record Picture(int retCode, String fingerprint) {}

    private IaiImages() {}

    /**
     * Returns the pictures of a request. If there are URLs, images are ignored.
     *
     * @throws IaiErrorException with code {@code …ImageEmpty} if there is no picture, or {@code …UrlIllegal} if a URL is not an HTTP URL
     */
    static List<Picture> of(List<String> urls, List<String> images) {
        List<Picture> pictures = urls.isEmpty()
                ? images.stream().map(IaiImages::image).toList()
                : urls.stream().map(IaiImages::url).toList();
        if (pictures.isEmpty() || Stream.concat(urls.stream(), images.stream()).allMatch(String::isEmpty)) {
            throw new IaiErrorException("InvalidParameterValue.ImageEmpty");
        }
        return pictures;
    }

    private static Picture url(String url) {
        if (!url.matches("(?i)https?://.+")) {
            throw new IaiErrorException("InvalidParameterValue.UrlIllegal");
        }
        return new Picture(OK, fingerprint(url));
    }

    private static Picture image(String base64) {
        if (base64.length() > MOST_BASE64) {
            return new Picture(TOO_BIG, "");
        }
        try {
            boolean isEmpty = Base64.getMimeDecoder().decode(base64).length == 0;
            return new Picture(isEmpty ? DECODE_FAILED : OK, fingerprint(base64));
        } catch (IllegalArgumentException e) {
            return new Picture(DECODE_FAILED, "");
        }
    }

    private static String fingerprint(String text) {
        return Digests.hex(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the position of the face, which is the same in every picture. */
    static Map<String, Object> faceRect() {
        return Map.of("X", 135, "Y", 42, "Width", 98, "Height", 136);
    }
}
