package io.efface.emulator.iai;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * URL-encoded parameters of IAI: the query of a GET, or the form body of a signature v1 POST.
 *
 * <p>Lists and structures are flattened, for example {@code FaceIds.0=..&FaceIds.1=..} (Tencent Cloud API 3.0, "Signature method
 * v1", cloud.tencent.com/document/api/306/57449).
 */
final class IaiForm {
    private IaiForm() {}

    /**
     * Returns the decoded parameters in the order of the request.
     *
     * @throws IaiErrorException with code {@code InvalidParameter} if an escape is malformed or a name is repeated
     */
    static Map<String, String> parse(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw new IaiErrorException("InvalidParameter", name);
            }
        }
        return parameters;
    }

    /**
     * Returns flattened parameters as a tree: {@code A.0.B=c} becomes {@code {A:{0:{B:c}}}}.
     *
     * @throws IaiErrorException with code {@code InvalidParameter} if a name has both a value and a structure
     */
    static Map<String, Object> tree(Map<String, String> flat) {
        Map<String, Object> root = new LinkedHashMap<>();
        flat.forEach((name, value) -> {
            String[] path = name.split("\\.", -1);
            Map<String, Object> node = root;
            for (int i = 0; i < path.length - 1; i++) {
                node = child(node, path[i], name);
            }
            if (node.putIfAbsent(path[path.length - 1], value) != null) {
                throw new IaiErrorException("InvalidParameter", name);
            }
        });
        return root;
    }

    @SuppressWarnings("unchecked") // Only this class builds the tree, and its inner nodes are such maps.
    private static Map<String, Object> child(Map<String, Object> node, String step, String name) {
        Object child = node.computeIfAbsent(step, ignored -> new LinkedHashMap<String, Object>());
        if (child instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IaiErrorException("InvalidParameter", name);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IaiErrorException("InvalidParameter");
        }
    }
}
