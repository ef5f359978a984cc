package example;

import dev.loupe.client.CallListener;
import dev.loupe.client.CallStart;
import dev.loupe.client.model.ApiObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that is a bean. */
@ApplicationScoped
public class CallLog implements CallListener {
    private final List<String> finished = new CopyOnWriteArrayList<>();

    @Override
    public Events started(CallStart call) {
        return new Events() {
            @Override
            public void finished(ApiObject response) {
                finished.add(call.endpoint().getPath());
            }
        };
    }

    List<String> finished() {
        return finished;
    }
}
