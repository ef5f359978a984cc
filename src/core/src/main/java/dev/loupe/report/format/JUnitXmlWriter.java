package dev.loupe.report.format;

import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** JUnit XML as Jenkins and other CI servers read it, written as a stream. */
public final class JUnitXmlWriter implements AutoCloseable {
    private final XMLStreamWriter xml;

    /** Starts a document. */
    public JUnitXmlWriter(OutputStream out, String name) {
        try {
            // another implementation on the class path writes other quotes
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", legal(name));
        } catch (XMLStreamException failure) {
            throw new ReportException("cannot write JUnit XML", failure);
        }
    }

    /**
     * A suite with the numbers of its cases, which precede the cases in the file.
     *
     * @param timestamp ISO 8601 without a zone
     */
    public record Suite(String name, int tests, int failures, int errors, int skipped, String timestamp) {}

    /**
     * One case.
     *
     * @param out output of a case that did not fail; empty for none
     * @param location where the subject is stored; null when it is not
     */
    public record Case(
            String classname,
            String name,
            List<Outcome> outcomes,
            String out,
            ReportAnnotation.@Nullable Location location) {
        public Case(String classname, String name, List<Outcome> outcomes, String out) {
            this(classname, name, outcomes, out, null);
        }
    }

    /** Why a case did not succeed. */
    public sealed interface Outcome {
        /** A violation. */
        record Failure(String type, String message, String text) implements Outcome {}

        /** An error outside the subject. */
        record Errored(String type, String message, String text) implements Outcome {}

        /** Not examined. */
        record Skipped(String message) implements Outcome {}
    }

    /** Writes a suite and closes the stream of its cases. */
    public void suite(Suite suite, Stream<Case> cases) {
        try (cases) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", legal(suite.name()));
            xml.writeAttribute("tests", Integer.toString(suite.tests()));
            xml.writeAttribute("failures", Integer.toString(suite.failures()));
            xml.writeAttribute("errors", Integer.toString(suite.errors()));
            xml.writeAttribute("skipped", Integer.toString(suite.skipped()));
            xml.writeAttribute("timestamp", suite.timestamp());
            for (Iterator<Case> i = cases.iterator(); i.hasNext(); ) {
                write(i.next());
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        } catch (XMLStreamException failure) {
            throw new ReportException("cannot write JUnit XML", failure);
        }
    }

    private void write(Case one) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        boolean bare = one.outcomes().isEmpty() && one.out().isEmpty();
        if (bare) {
            xml.writeEmptyElement("testcase");
        } else {
            xml.writeStartElement("testcase");
        }
        xml.writeAttribute("classname", legal(one.classname()));
        xml.writeAttribute("name", legal(one.name()));
        if (one.location() != null) {
            xml.writeAttribute("file", legal(one.location().file()));
            xml.writeAttribute(
                    "line", Integer.toString(Math.max(1, one.location().line())));
        }
        if (bare) {
            return;
        }
        for (Outcome trouble : one.outcomes()) {
            switch (trouble) {
                case Outcome.Failure(var type, var message, var text) -> element("failure", type, message, text);
                case Outcome.Errored(var type, var message, var text) -> element("error", type, message, text);
                case Outcome.Skipped(var message) -> {
                    xml.writeEmptyElement("skipped");
                    xml.writeAttribute("message", legal(message));
                }
            }
        }
        if (!one.out().isEmpty()) {
            xml.writeStartElement("system-out");
            text(one.out());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void element(String name, String type, String message, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("type", legal(type));
        xml.writeAttribute("message", legal(message));
        text(text);
        xml.writeEndElement();
    }

    /** As CDATA, which is readable; an end mark in the text is split over two sections. */
    private void text(String text) throws XMLStreamException {
        String legal = legal(text);
        int from = 0;
        for (int end = legal.indexOf("]]>"); end >= 0; end = legal.indexOf("]]>", from)) {
            xml.writeCData(legal.substring(from, end + 2));
            from = end + 2;
        }
        xml.writeCData(legal.substring(from));
    }

    /** XML 1.0 cannot express some characters: they are shown as their code. */
    private static String legal(String text) {
        return VisibleText.neutral(
                text.replace("\r\n", "\n").replace('\r', '\n').replace("\t", "    "));
    }

    @Override
    public void close() {
        try {
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException failure) {
            throw new ReportException("cannot write JUnit XML", failure);
        }
    }
}
