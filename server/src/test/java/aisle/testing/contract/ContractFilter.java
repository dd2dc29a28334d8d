package aisle.testing.contract;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts every answer that REST Assured gets through the net. */
final class ContractFilter implements Filter {
    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        Response answer = context.next(request, response);
        URI uri = URI.create(request.getURI());
        Map<String, String> headers = answer.headers().asList().stream()
                .collect(Collectors.toMap(Header::getName, Header::getValue, (first, second) -> first));
        ContractNet.check(
                uri.getScheme() + "://" + uri.getAuthority(),
                new Answered(
                        request.getMethod(), uri.getRawPath(), answer.statusCode(), headers, answer.asByteArray()));
        return answer;
    }
}
