package dev.loupe.exchange.imports;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One record of an XML file: its attributes, and the texts of the elements directly in it, by name.
 *
 * @param line on which it begins
 */
record XmlElement(int line, Map<String, String> attributes, Map<String, Text> texts) {
    /** How deep records are in records; deeper ones are read as texts. */
    private static final int MOST_DEEP = 20;

    /**
     * The text of an element in a record.
     *
     * @param base64 whether its attribute {@code base64} is true
     */
    record Text(String text, boolean base64) {
        static final Text NONE = new Text("", false);
    }

    /** The text of an element; empty when there is none. */
    Text text(String name) {
        return texts.getOrDefault(name, Text.NONE);
    }

    /** An attribute; empty when there is none. */
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** Passes on each element with one of the names, those inside of others first. Resolves no entity of a document type. */
    static void each(String xml, Predicate<String> name, Consumer<XmlElement> records) throws ImportException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader in = factory.createXMLStreamReader(new StringReader(xml));
            new Reading(in, name, records).all();
        } catch (XMLStreamException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNumber();
            throw new ImportException("not valid XML at line %,d, such as a file that was cut".formatted(line));
        }
    }

    private record Reading(XMLStreamReader in, Predicate<String> name, Consumer<XmlElement> records) {
        void all() throws XMLStreamException {
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT && name.test(in.getLocalName())) {
                    records.accept(record(0));
                }
            }
        }

        private XmlElement record(int depth) throws XMLStreamException {
            XmlElement record = new XmlElement(in.getLocation().getLineNumber(), attributes(), new HashMap<>());
            while (in.next() != XMLStreamConstants.END_ELEMENT) {
                if (in.isStartElement() && name.test(in.getLocalName()) && depth < MOST_DEEP) {
                    records.accept(record(depth + 1));
                } else if (in.isStartElement()) {
                    String child = in.getLocalName();
                    boolean base64 = "true".equals(in.getAttributeValue(null, "base64"));
                    record.texts.putIfAbsent(child, new Text(text(), base64));
                }
            }
            return record;
        }

        private Map<String, String> attributes() {
            Map<String, String> attributes = new HashMap<>();
            for (int i = 0; i < in.getAttributeCount(); i++) {
                attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
            }
            return attributes;
        }

        /** The text of the current element and of all in it. */
        private String text() throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            for (int depth = 1; depth > 0; ) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
                    default -> {
                        // comments
                    }
                }
            }
            return text.toString();
        }
    }
}
