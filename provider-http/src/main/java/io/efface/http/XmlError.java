package io.efface.http;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An error in XML: {@code <Error><RequestId/><HostId/><Code/><Message/></Error>}. An API gateway sends XML if it does not know which format
 * the client accepts. Immutable and thread-safe; {@code toString} shows no field.
 *
 * <p>Source: "Return results" of Alibaba Cloud (help.aliyun.com/document_detail/95922.html, read 2026-11-28).
 *
 * @param code the gateway's code: a letter, then letters, digits, dots, dashes and underscores
 * @param requestId the request id of the gateway, unchanged
 * @param message the text of the error, used only to classify the error; may be empty
 */
public record XmlError(String code, String requestId, String message) {
    private static final String ROOT = "Error";
    private static final String CODE = "Code";
    private static final String REQUEST_ID = "RequestId";
    private static final String MESSAGE = "Message";

    private static final Pattern CODE_SHAPE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,119}");
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int DEEPEST = 16;

    /**
     * Reads a response.
     *
     * @return the error. Empty if the status is a success, if the body is larger than 64 KiB or has a document type, or if the body is not
     *     one well-formed {@code Error} with one code and one request id. External entities are never read
     */
    public static Optional<XmlError> of(HttpResponse response) {
        if (response.isSuccess() || response.body().size() > LARGEST_BODY) {
            return Optional.empty();
        }
        try {
            XMLStreamReader reader = factory()
                    .createXMLStreamReader(
                            new ByteArrayInputStream(response.body().toByteArray()));
            try {
                return of(fields(reader));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's XML reader throws unchecked exceptions for some bytes that are not XML.
            return Optional.empty();
        }
    }

    private static Optional<XmlError> of(Map<String, String> fields) {
        String code = fields.getOrDefault(CODE, "").strip();
        String requestId = fields.getOrDefault(REQUEST_ID, "").strip();
        return requestId.isEmpty() || !CODE_SHAPE.matcher(code).matches()
                ? Optional.empty()
                : Optional.of(new XmlError(
                        code, requestId, fields.getOrDefault(MESSAGE, "").strip()));
    }

    private static XMLInputFactory factory() {
        // The JDK's factory, independent of the class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Returns the texts of the root's children by name, or an empty map if the document has another structure. */
    private static Map<String, String> fields(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        @Nullable String field = null;
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    String name = reader.getLocalName();
                    if (depth > DEEPEST || (depth == 1 && !name.equals(ROOT))) {
                        return Map.of();
                    }
                    if (depth == 2) {
                        field = name;
                        if (fields.put(name, "") != null) {
                            return Map.of();
                        }
                    }
                }
                case XMLStreamReader.END_ELEMENT -> depth--;
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> {
                    if (depth == 2 && field != null) {
                        fields.merge(field, reader.getText(), String::concat);
                    }
                }
                case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE -> {
                    return Map.of();
                }
                default -> {
                    // Comments, processing instructions and white space are ignored.
                }
            }
        }
        return fields;
    }

    /** Shows no field, because each field may repeat an id. */
    @Override
    public String toString() {
        return "XmlError[<redacted>]";
    }
}
