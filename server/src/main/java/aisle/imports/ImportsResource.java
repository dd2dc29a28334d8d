package aisle.imports;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ImportId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** HTTP of imports. */
@Path("/api/v1/imports")
@Tag(name = "Imports")
public class ImportsResource {
    private static final String CSV = "text/csv;charset=UTF-8";

    private final Imports imports;
    private final Writes writes;
    private final Caller caller;
    private final long maxUpload;

    ImportsResource(Imports imports, Writes writes, Caller caller, AisleConfig config) {
        this.imports = imports;
        this.writes = writes;
        this.caller = caller;
        this.maxUpload = config.imports().maxUpload().asLongValue();
    }

    /** A job as clients see it, with its first errors. */
    @Schema(name = "Import")
    public record ImportView(
            ImportId id,
            ImportStatus status,
            ImportKind kind,
            String fileName,
            FileFormat format,
            Map<String, List<String>> mapping,
            String currency,
            @Nullable StoreId storeId,
            boolean dryRun,
            @Nullable Long totalRows,
            long processed,
            long created,
            long updated,
            long unchanged,
            long failed,
            long errorCount,
            List<RowError> errors,
            @Nullable String failure,
            long version,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt)
            implements Versioned {
        /** The version counts who took the job on; its progress shows beside. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        static ImportView of(ImportResult result) {
            ImportJob job = result.job();
            return new ImportView(
                    job.id(),
                    job.status(),
                    job.kind(),
                    job.fileName(),
                    job.format(),
                    job.mapping(),
                    job.currency().getCurrencyCode(),
                    job.storeId(),
                    job.dryRun(),
                    job.totalRows(),
                    job.processed(),
                    job.created(),
                    job.updated(),
                    job.unchanged(),
                    job.failed(),
                    job.errorCount(),
                    result.errors(),
                    job.failure(),
                    job.version(),
                    job.createdAt(),
                    job.startedAt(),
                    job.finishedAt());
        }
    }

    @POST
    @Path("/products")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @ResponseStatus(202)
    @Operation(operationId = "importProducts", summary = "Import products from a CSV file, in the background")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = ImportForm.ProductParts.class)))
    public RestResponse<Data<ImportView>> importProducts(MultipartFormDataInput input) {
        return submit(ImportKind.PRODUCTS, ImportForm.ofProducts(input));
    }

    @POST
    @Path("/inventory")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @ResponseStatus(202)
    @Operation(
            operationId = "importStock",
            summary = "Import counts and changes of stock from a CSV file, in the background")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = ImportForm.StockParts.class)))
    public RestResponse<Data<ImportView>> importStock(MultipartFormDataInput input) {
        return submit(ImportKind.INVENTORY, ImportForm.ofStock(input));
    }

    private RestResponse<Data<ImportView>> submit(ImportKind kind, ImportForm form) {
        if (form.size() > maxUpload) {
            throw DomainError.of(
                    ErrorCode.PAYLOAD_TOO_LARGE, "A file may have " + maxUpload + " bytes; gzip makes it smaller.");
        }
        Actor actor = caller.actor();
        if (form.options().storeId() != null) {
            actor.mustWorkIn(form.options().storeId());
        }
        ImportJob job = imports.submit(actor, kind, form.file(), form.fileName(), form.options());
        return RestResponse.ResponseBuilder.<Data<ImportView>>create(202)
                .header(HttpHeaders.LOCATION, "/api/v1/imports/" + job.id())
                .entity(new Data<>(ImportView.of(new ImportResult(job, List.of()))))
                .build();
    }

    @GET
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listImports", summary = "List the imports, the newest first")
    public Listing<ImportView> list(
            @Nullable @QueryParam("kind") ImportKind kind,
            @Nullable @QueryParam("status") ImportStatus status,
            @Valid @BeanParam Paging paging) {
        return paging.listing(imports.list(caller.actor(), kind, status, paging.request()), ImportView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getImport", summary = "Get an import with its progress and its first 100 errors")
    public Data<ImportView> get(@PathParam("id") ImportId id) {
        return new Data<>(ImportView.of(imports.result(caller.actor(), id)));
    }

    @GET
    @Path("/{id}/errors.csv")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Produces(CSV)
    @Operation(operationId = "getImportErrors", summary = "Get the bad cells of an import as a CSV file")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
    public RestResponse<StreamingOutput> errors(@PathParam("id") ImportId id) {
        List<RowError> errors = imports.errors(caller.actor(), id);
        return RestResponse.ResponseBuilder.<StreamingOutput>create(200)
                .entity(out -> ErrorsCsv.write(out, errors))
                .type(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"import-" + id + "-errors.csv\"")
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "cancelImport", summary = "Cancel an import; what it has imported stays")
    public RestResponse<Data<Void>> cancel(@PathParam("id") ImportId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            imports.cancel(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
