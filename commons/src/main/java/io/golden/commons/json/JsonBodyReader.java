package io.golden.commons.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.BodyLimit;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Reads the bodies of requests, whether their length was told or they came in chunks. An empty body is null. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
final class JsonBodyReader implements ServerMessageBodyReader<Object> {
    private final ObjectMapper mapper;
    private final JsonBody json;

    JsonBodyReader(ObjectMapper mapper, JsonBody json) {
        this.mapper = mapper;
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, ResteasyReactiveResourceInfo resource, MediaType media) {
        return isReadable(type);
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return isReadable(type);
    }

    private static boolean isReadable(Class<?> type) {
        return type != String.class && type != byte[].class && type != InputStream.class;
    }

    /** How the server asks: it does not read the parameter's annotations anew for each request. */
    @Override
    public Object readFrom(Class<Object> type, Type generic, MediaType media, ServerRequestContext request)
            throws IOException {
        var told = request.getRequestHeaders().getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return read(type, generic, told, request.getInputStream());
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        return read(type, generic, headers.getFirst(HttpHeaders.CONTENT_LENGTH), stream);
    }

    private Object read(Class<Object> type, Type generic, String toldLength, InputStream stream) throws IOException {
        var body = stream.readNBytes(mostBytes(toldLength) + 1);
        if (body.length > BodyLimit.MAX_BYTES) {
            throw ApiException.of(ErrorCode.TOO_LARGE, BodyLimit.MESSAGE);
        }
        return body.length == 0 ? null : json.read(body, mapper.constructType(generic == null ? type : generic));
    }

    /** As many as were told, if they were: the stream's own buffer would be 16 KiB for a body of a hundred bytes. */
    private static int mostBytes(String told) {
        try {
            return told == null ? BodyLimit.MAX_BYTES : Math.clamp(Long.parseLong(told), 0, BodyLimit.MAX_BYTES);
        } catch (NumberFormatException e) {
            return BodyLimit.MAX_BYTES;
        }
    }
}
