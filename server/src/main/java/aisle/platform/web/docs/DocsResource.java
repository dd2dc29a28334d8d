package aisle.platform.web.docs;

import aisle.platform.config.AisleConfig;
import aisle.platform.web.Caller;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The API's description and three ways to read it. Everything comes from this server, so that it works offline. */
@Path("/")
public class DocsResource {
    /**
     * Scripts and data from here only. Styles are computed by the viewers in the page, and ReDoc searches in a worker that
     * it makes from a blob.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; worker-src blob:; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String UTF8_HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private static final int BEFORE_STATIC_FILES = 100;

    /** As in application.properties. */
    private static final String OWN_DOCUMENT_PATH = "/openapi-of-quarkus";

    private final OpenApiDocumentService document;
    private final Caller caller;
    private final DocsAccess access;

    DocsResource(OpenApiDocumentService document, Caller caller, AisleConfig config) {
        this.document = document;
        this.caller = caller;
        this.access = access(config);
    }

    private static DocsAccess access(AisleConfig config) {
        return new DocsAccess(config.environment(), config.docsEnabled());
    }

    /** Quarkus would serve the document at a path of its own, and the viewers' scripts, to anybody at any time. */
    static void guardFiles(@Observes Filters filters, AisleConfig config) {
        boolean served = access(config).isServed();
        filters.register(
                exchange -> {
                    String path = exchange.normalizedPath();
                    boolean isFile = path.startsWith("/webjars/") || path.startsWith("/docs-assets/");
                    if (path.startsWith(OWN_DOCUMENT_PATH) || (isFile && !served)) {
                        notFound(exchange);
                    } else {
                        exchange.next();
                    }
                },
                BEFORE_STATIC_FILES);
    }

    private static void notFound(RoutingContext exchange) {
        exchange.fail(404);
    }

    @GET
    @Path("/")
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<Void> start() {
        access.check(caller.actor());
        return RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.FOUND)
                .location(URI.create("/scalar"))
                .build();
    }

    @GET
    @Path("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(hidden = true)
    public byte[] openApi() {
        access.check(caller.actor());
        return document.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON);
    }

    @GET
    @Path("/scalar")
    @Produces(UTF8_HTML)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> scalar() {
        return page("scalar");
    }

    @GET
    @Path("/swagger-ui")
    @Produces(UTF8_HTML)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> swaggerUi() {
        return page("swagger-ui");
    }

    @GET
    @Path("/docs")
    @Produces(UTF8_HTML)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> docs() {
        return page("swagger-ui");
    }

    @GET
    @Path("/redoc")
    @Produces(UTF8_HTML)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> redoc() {
        return page("redoc");
    }

    /** Errors in the form of RFC 9457 name their type by an anchor of this page. */
    @GET
    @Path("/docs/errors")
    @Produces(UTF8_HTML)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> errors() {
        return html(ErrorsPage.of(ErrorCatalog.read()));
    }

    private RestResponse<String> page(String name) {
        return html(read("/docs-pages/" + name + ".html"));
    }

    private RestResponse<String> html(String page) {
        access.check(caller.actor());
        return RestResponse.ResponseBuilder.ok(page)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .build();
    }

    private static String read(String resource) {
        try (InputStream in = DocsResource.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
