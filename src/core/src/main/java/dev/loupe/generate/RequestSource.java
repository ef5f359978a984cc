package dev.loupe.generate;

import dev.loupe.generate.JavaType.ObjectType;
import java.util.List;
import java.util.stream.Collectors;

/** The source of the interface of all requests, where each model has requests of its own. */
final class RequestSource {
    private RequestSource() {}

    static String of(List<ObjectType> requests, String packageName) {
        String names = requests.stream().map(ObjectType::name).collect(Collectors.joining(", "));
        return TypeWriter.header(packageName)
                + TEMPLATE.replace("%NAME%", ConvenienceMethods.REQUEST).replace("%REQUESTS%", names);
    }

    private static final String TEMPLATE =
            """
            import dev.loupe.client.model.StreamableRequest;

            /** A request to one of the models. Each type has the parameters of its models. */
            public sealed interface %NAME% extends StreamableRequest permits %REQUESTS% {

                /**
                 * The same request, with {@code stream} set.
                 *
                 * @param stream whether a streaming response is requested
                 * @return a new request
                 */
                @Override
                %NAME% withStream(boolean stream);
            }
            """;
}
