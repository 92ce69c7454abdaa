package io.efface.erasure.internal.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Checks the parts of a workbook before the library for workbooks reads them: their number, their sizes, their checksums and the XML of the
 * sheets. The library checks none of these, and keeps all shared texts in memory.
 */
final class WorkbookCheck {
    private static final int MAX_PARTS = 10_000;
    /** The maximum size of all checked parts, in bytes after decompression. */
    private static final long MAX_SIZE = 4L << 30;
    /**
     * The XML of the shared texts may have at most the size of the memory divided by this number, because short texts take about three
     * times as much memory as their XML.
     */
    private static final int PART_OF_MEMORY = 3;

    private static final String SHEET = "worksheet";
    private static final String SHARED_TEXTS = "sst";
    private static final String SHARED_TEXT = "si";
    private static final String WORKBOOK = "workbook";
    private static final String STYLES = "styleSheet";
    private static final String RELATIONSHIPS = "Relationships";
    private static final String CONTENT_TYPES = "[content_types].xml";
    private static final String TYPES = "Types";
    private static final String TYPE_OF_SHARED_TEXTS =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml";
    private static final String TYPE_OF_STYLES =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
    private static final String STRICT = "http://purl.oclc.org/ooxml/";

    private final ZipFile zip;
    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    /** The checked parts by their names in lower case. */
    private final Map<String, ZipArchiveEntry> parts = new HashMap<>();
    /** The name of the first element of each checked part. */
    private final Map<String, String> roots = new HashMap<>();
    /** The part that the workbook declares for each type of contents. */
    private final Map<String, String> partsByType = new HashMap<>();
    /** The part that the workbook declares for each of its relationships. */
    private final Map<String, String> targets = new HashMap<>();

    private final Map<String, SheetFacts> sheets = new HashMap<>();
    private long sharedTexts;
    private long size;

    WorkbookCheck(ZipFile zip) {
        this.zip = zip;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /**
     * Checks the workbook.
     *
     * @throws WorkbookException if the file is not a workbook, is damaged or too large
     * @throws IOException if the file cannot be read
     */
    void check() throws IOException {
        addParts();
        requireWorkbook();
        for (Map.Entry<String, ZipArchiveEntry> part : parts.entrySet()) {
            roots.put(part.getKey(), root(part.getValue()));
        }
        String workbook = only(WORKBOOK);
        if (workbook == null) {
            throw new WorkbookException(
                    "is a zip file with parts of an office document, but not a workbook; save as .xlsx or"
                            + " CSV UTF-8");
        }
        String texts = only(SHARED_TEXTS);
        if (texts != null) {
            checkPart(texts, SHARED_TEXTS);
        }
        int slash = workbook.lastIndexOf('/') + 1;
        String folder = workbook.substring(0, slash);
        String relations = folder + "_rels/" + workbook.substring(slash) + ".rels";
        for (Map.Entry<String, String> part : roots.entrySet()) {
            String root = part.getValue();
            boolean isRead = Set.of(SHEET, WORKBOOK, STYLES).contains(root)
                    || part.getKey().equals(relations)
                    || part.getKey().equals(CONTENT_TYPES);
            if (isRead) {
                checkPart(part.getKey(), root);
            }
        }
        requireDeclared(TYPE_OF_SHARED_TEXTS, texts);
        requireDeclared(TYPE_OF_STYLES, only(STYLES));
        targets.replaceAll((id, target) ->
                (target.startsWith("/") ? target.substring(1) : folder + target).toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the facts about a sheet, or null if it has no cells, for example because it is a chart.
     *
     * @throws WorkbookException if the workbook does not contain the sheet
     */
    @Nullable SheetFacts sheet(String relationshipId) {
        String part = targets.get(relationshipId);
        String root = part == null ? null : roots.get(part);
        if (part == null || root == null) {
            throw new WorkbookException("is damaged: a sheet is missing or is not valid XML");
        }
        return sheets.get(part);
    }

    /** Returns whether the workbook has formats of cells. */
    boolean hasStyles() {
        return roots.containsValue(STYLES);
    }

    /**
     * Returns a copy of the workbook that the library can read, or null if the library can read the workbook itself. After {@link #check}.
     *
     * @throws WorkbookException if the copy is too large for the memory
     * @throws IOException if the file cannot be read
     */
    byte @Nullable [] copyForLibrary() throws IOException {
        Set<String> withDates = new HashSet<>();
        parts.forEach((part, entry) -> {
            SheetFacts facts = sheets.get(part);
            if (facts != null && facts.hasIsoDates()) {
                withDates.add(entry.getName());
            }
        });
        if (withDates.isEmpty()) {
            return null;
        }
        try {
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            return IsoDates.replaced(zip, factory, withDates);
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private void addParts() {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        if (entries.size() > MAX_PARTS) {
            throw new WorkbookException(
                    "is a zip file with more than " + MAX_PARTS + " parts, too many for a workbook");
        }
        Set<String> names = new HashSet<>();
        for (ZipArchiveEntry entry : entries) {
            String part = entry.getName().toLowerCase(Locale.ROOT);
            if (!names.add(part)) {
                throw new WorkbookException("is damaged: the zip file contains a part twice");
            }
            if (part.endsWith(".xml") || part.endsWith(".rels")) {
                if (!zip.canReadEntryData(entry)) {
                    throw new WorkbookException(
                            "is encrypted or compressed in a way that Efface cannot read; save as .xlsx or CSV UTF-8");
                }
                parts.put(part, entry);
            }
        }
    }

    private void requireWorkbook() {
        if (parts.containsKey(CONTENT_TYPES)) {
            if (zip.getEntry("xl/workbook.bin") != null) {
                throw new WorkbookException("is a binary workbook (.xlsb); save as .xlsx or CSV UTF-8");
            }
            return;
        }
        throw new WorkbookException(
                zip.getEntry("mimetype") != null && parts.containsKey("content.xml")
                        ? "is an OpenDocument file (.ods); save as .xlsx or CSV UTF-8"
                        : "is a zip file without a workbook; unpack it, and name the list in it, or save as CSV UTF-8");
    }

    /** Returns the name of the first element of a part. */
    private String root(ZipArchiveEntry part) throws IOException {
        try (InputStream in = zip.getInputStream(part)) {
            XMLStreamReader xml = factory.createXMLStreamReader(new CheckedPart(in, MAX_SIZE));
            if (!toRoot(xml)) {
                throw malformed();
            }
            return xml.getLocalName();
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private static boolean toRoot(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String only(String root) {
        List<String> found = roots.entrySet().stream()
                .filter(part -> part.getValue().equals(root))
                .map(Map.Entry::getKey)
                .toList();
        if (found.size() > 1) {
            throw new WorkbookException("is damaged: it contains a part twice");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Checks that the library finds a part. If the library does not find the part, it returns empty texts, or numbers without their
     * formats.
     */
    private void requireDeclared(String type, @Nullable String part) {
        if (!Objects.equals(partsByType.get(type), part)) {
            throw new WorkbookException("is damaged: it does not declare its parts");
        }
    }

    private void checkPart(String part, String root) throws IOException {
        ZipArchiveEntry entry = parts.get(part);
        if (entry == null) {
            throw new IllegalStateException("the part is not known");
        }
        boolean isInMemory = root.equals(SHARED_TEXTS);
        long memory = Runtime.getRuntime().maxMemory();
        long limit = isInMemory ? Math.min(MAX_SIZE - size, memory / PART_OF_MEMORY) : MAX_SIZE - size;
        try (InputStream bytes = zip.getInputStream(entry)) {
            CheckedPart in = new CheckedPart(bytes, limit);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            if (toRoot(xml)) {
                checkXml(part, root, xml);
            }
            in.finish(entry.getSize(), entry.getCrc());
            size += in.size();
        } catch (CheckedPart.TooLarge e) {
            throw tooLarge(isInMemory, limit, memory);
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof CheckedPart.TooLarge) {
                throw tooLarge(isInMemory, limit, memory);
            }
            throw malformed(e);
        }
    }

    /** Returns the error for a part that is not XML. The message of the parser is not used, because it may quote the part. */
    private static WorkbookException malformed() {
        return new WorkbookException("is damaged: a part of the workbook is not valid XML");
    }

    private static WorkbookException malformed(XMLStreamException e) throws IOException {
        if (e.getNestedException() instanceof IOException failure) {
            throw failure;
        }
        return malformed();
    }

    private WorkbookException tooLarge(boolean isInMemory, long limit, long memory) {
        return isInMemory
                ? new WorkbookException(
                        "has more text than the memory of this process can hold (" + (limit >> 20) + " MB of XML, with "
                                + (memory >> 20)
                                + " MB of memory); delete the columns that are not needed, save as CSV UTF-8, or start"
                                + " Java with more memory (-Xmx)")
                : new WorkbookException("is too large: its parts have more than " + (MAX_SIZE >> 30)
                        + " GB after decompression; save as CSV UTF-8");
    }

    private void checkXml(String part, String root, XMLStreamReader xml) throws XMLStreamException {
        String namespace = xml.getNamespaceURI();
        if (root.equals(WORKBOOK) && namespace != null && namespace.startsWith(STRICT)) {
            throw new WorkbookException("is a Strict Open XML workbook; save as 'Excel Workbook (.xlsx)' or CSV UTF-8");
        }
        if (root.equals(SHEET)) {
            sheets.put(part, new SheetCheck(xml, sharedTexts).check());
            return;
        }
        long length = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String element = xml.getLocalName();
                if (root.equals(SHARED_TEXTS) && element.equals(SHARED_TEXT)) {
                    sharedTexts++;
                    length = 0;
                } else if (root.equals(RELATIONSHIPS)) {
                    add(targets, xml.getAttributeValue(null, "Id"), xml.getAttributeValue(null, "Target"));
                } else if (root.equals(TYPES)) {
                    addType(xml.getAttributeValue(null, "ContentType"), xml.getAttributeValue(null, "PartName"));
                }
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                length += xml.getTextLength();
                if (root.equals(SHARED_TEXTS) && length > SheetFacts.MAX_TEXT) {
                    throw new WorkbookException("has a cell with more than " + SheetFacts.MAX_TEXT + " characters");
                }
            }
        }
    }

    private void addType(@Nullable String type, @Nullable String part) {
        if (type != null
                && part != null
                && Set.of(TYPE_OF_SHARED_TEXTS, TYPE_OF_STYLES).contains(type)) {
            add(partsByType, type, part.replaceFirst("^/", "").toLowerCase(Locale.ROOT));
        }
    }

    private static void add(Map<String, String> map, @Nullable String key, @Nullable String value) {
        if (key != null && value != null && map.put(key, value) != null) {
            throw new WorkbookException("is damaged: it declares a part twice");
        }
    }
}
