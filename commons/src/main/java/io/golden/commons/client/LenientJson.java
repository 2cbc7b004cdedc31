package io.golden.commons.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ext.ContextResolver;

/**
 * For REST clients, by {@code @RegisterProvider(LenientJson.class)}: answers may have fields that this service does not
 * know yet, since in a rollout servers go first.
 */
@Singleton
public final class LenientJson implements ContextResolver<ObjectMapper> {
    private final ObjectMapper lenient;

    LenientJson(ObjectMapper strict) {
        this.lenient = strict.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return lenient;
    }
}
