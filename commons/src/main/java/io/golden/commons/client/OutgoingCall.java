package io.golden.commons.client;

import io.golden.commons.correlation.Correlation;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * For REST clients of other Golden services, by {@code @RegisterProvider(OutgoingCall.class)}: adds this service's bearer
 * token, {@code X-Request-ID} and {@code traceparent}.
 */
@ApplicationScoped
public class OutgoingCall implements ResteasyReactiveClientRequestFilter {
    private final ServiceTokens tokens;

    OutgoingCall(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext call) {
        var correlation = Correlation.current();
        call.getHeaders().putSingle(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        call.getHeaders().putSingle(Correlation.TRACEPARENT_HEADER, correlation.traceparent());
        call.suspend();
        tokens.current()
                .subscribe()
                .with(
                        token -> {
                            call.getHeaders().putSingle("Authorization", "Bearer " + token);
                            call.resume();
                        },
                        call::resume);
    }
}
