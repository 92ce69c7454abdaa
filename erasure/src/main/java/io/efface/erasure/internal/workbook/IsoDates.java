package io.efface.erasure.internal.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Replaces dates in ISO form, which are cells of the type {@code d}, in a copy of a workbook. The library for workbooks cannot read a row
 * with such a cell.
 */
final class IsoDates {
    /** The type of these cells. */
    static final String TYPE = "d";

    /** The error value that replaces the dates. No other cell has this error value. */
    static final String MARK = "#EFFACE-DATE";

    /** The copy may have at most the size of the memory divided by this number, because the library copies it once more. */
    private static final int PART_OF_MEMORY = 10;

    private static final QName TYPE_NAME = new QName("t");

    private final XMLInputFactory input;
    private final XMLOutputFactory output = XMLOutputFactory.newDefaultFactory();
    private final XMLEventFactory events = XMLEventFactory.newDefaultFactory();
    private final long maxSize = Runtime.getRuntime().maxMemory() / PART_OF_MEMORY;

    private IsoDates(XMLInputFactory input) {
        this.input = input;
    }

    /**
     * Returns a copy of a workbook in which all dates in ISO form are the error value {@link #MARK}.
     *
     * @param input a factory of readers that does not read external entities
     * @param sheets the names of the sheets with such dates, of which {@link SheetCheck} has checked the XML
     * @throws WorkbookException if the copy is too large for the memory
     */
    static byte[] replaced(ZipFile zip, XMLInputFactory input, Set<String> sheets)
            throws IOException, XMLStreamException {
        return new IsoDates(input).copy(zip, sheets);
    }

    private byte[] copy(ZipFile zip, Set<String> sheets) throws IOException, XMLStreamException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (sheets.contains(entry.getName())) {
                    out.putArchiveEntry(new ZipArchiveEntry(entry.getName()));
                    try (InputStream in = zip.getInputStream(entry)) {
                        copySheet(in, out);
                    }
                    out.closeArchiveEntry();
                } else {
                    out.addRawArchiveEntry(entry, zip.getRawInputStream(entry));
                }
                if (bytes.size() > maxSize) {
                    throw new WorkbookException("contains dates in ISO form and is too large for the memory of this"
                            + " process; save it with Excel, or save as CSV UTF-8");
                }
            }
        }
        return bytes.toByteArray();
    }

    private void copySheet(InputStream in, OutputStream out) throws XMLStreamException {
        XMLEventReader from = input.createXMLEventReader(in);
        XMLEventWriter to = output.createXMLEventWriter(out, "UTF-8");
        boolean isInDate = false;
        while (from.hasNext()) {
            XMLEvent event = from.nextEvent();
            if (isStart(event, "c")) {
                isInDate = isDate(event.asStartElement());
                to.add(isInDate ? asError(event.asStartElement()) : event);
            } else if (isInDate && event.isCharacters()) {
                to.add(events.createCharacters(MARK));
            } else if (!event.isStartDocument()) {
                // The XML declaration is left out, because it may name another charset.
                isInDate &= !isEnd(event, "c");
                to.add(event);
            }
        }
        to.flush();
    }

    private static boolean isStart(XMLEvent event, String element) {
        return event.isStartElement()
                && event.asStartElement().getName().getLocalPart().equals(element);
    }

    private static boolean isEnd(XMLEvent event, String element) {
        return event.isEndElement()
                && event.asEndElement().getName().getLocalPart().equals(element);
    }

    private static boolean isDate(StartElement cell) {
        Attribute type = cell.getAttributeByName(TYPE_NAME);
        return type != null && type.getValue().equals(TYPE);
    }

    private StartElement asError(StartElement cell) {
        List<Attribute> attributes = new ArrayList<>();
        for (Iterator<Attribute> all = cell.getAttributes(); all.hasNext(); ) {
            Attribute attribute = all.next();
            attributes.add(attribute.getName().equals(TYPE_NAME) ? events.createAttribute(TYPE_NAME, "e") : attribute);
        }
        return events.createStartElement(cell.getName(), attributes.iterator(), cell.getNamespaces());
    }
}
