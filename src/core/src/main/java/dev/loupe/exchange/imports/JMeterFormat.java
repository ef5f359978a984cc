package dev.loupe.exchange.imports;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Results of JMeter in XML, when they were saved with the data of requests and responses. */
final class JMeterFormat implements ImportFormat.OfFile {
    @Override
    public String name() {
        return "jmeter";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.isXml() && file.beginning().contains("<testResults");
    }

    @Override
    public void read(ImportFile file, EntrySink sink) throws ImportException {
        XmlElement.each(file.text(), name -> name.equals("httpSample") || name.equals("sample"), sample -> {
            sink.at(sample.line());
            sink.numbered(sink.count() + 1);
            sample(sample, sink);
        });
        if (sink.count() == 0) {
            sink.skipped("results without samples");
        }
    }

    private static void sample(XmlElement sample, EntrySink sink) {
        String url = sample.text("java.net.URL").text();
        if (!ImportedMessages.isChatCompletion(sample.text("method").text(), url)) {
            sink.skipped("not a POST to .../chat/completions, or saved without samplerData");
            return;
        }
        String body = sample.text("queryString").text();
        if (body.isBlank()) {
            sink.skipped("saved without the body of the request; set jmeter.save.saveservice.samplerData=true");
            return;
        }
        try {
            Exchange.Request request =
                    ImportedMessages.request(url, headers(sample, "requestHeader"), ImportedMessages.body(body));
            Reply reply = reply(sample);
            if (reply == null) {
                sink.skipped("saved without the response; set jmeter.save.saveservice.response_data=true");
                return;
            }
            sink.recorded(
                    ImportedMessages.time(com.fasterxml.jackson.databind.node.LongNode.valueOf(
                            (long) number(sample, "ts").orElse(0))),
                    request,
                    reply);
        } catch (ImportException e) {
            sink.damaged(e.what());
        }
    }

    private static HeaderFields headers(XmlElement sample, String name) {
        String text = sample.text(name).text();
        return text.isBlank() ? HeaderFields.NOT_RECORDED : RawMessage.headers(text);
    }

    /** The response; null when it was not saved. */
    private static @Nullable Reply reply(XmlElement sample) throws ImportException {
        String code = sample.attribute("rc");
        if (!code.matches("[1-5][0-9]{2}")) {
            // such as: Non HTTP response code: java.net.SocketTimeoutException
            return code.isEmpty() ? null : new Reply.Unanswered(ImportedMessages.failure(code));
        }
        String data = sample.text("responseData").text();
        if (data.isEmpty()) {
            return null;
        }
        var head = new Reply.Head(Integer.parseInt(code), headers(sample, "responseHeader"), times(sample));
        return ImportedMessages.response(head, data.getBytes(StandardCharsets.UTF_8));
    }

    /** From the start of the request to the first byte and to the end. */
    private static Reply.@Nullable Times times(XmlElement sample) {
        OptionalDouble first = number(sample, "lt");
        OptionalDouble end = number(sample, "t");
        return first.isPresent() && end.isPresent() && end.getAsDouble() > 0 && first.getAsDouble() <= end.getAsDouble()
                ? new Reply.Times(first.getAsDouble(), end.getAsDouble())
                : null;
    }

    private static OptionalDouble number(XmlElement sample, String attribute) {
        String text = sample.attribute(attribute);
        return text.matches("[0-9]{1,15}") ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
