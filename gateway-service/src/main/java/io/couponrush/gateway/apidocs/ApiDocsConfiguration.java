package io.couponrush.gateway.apidocs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class ApiDocsConfiguration {

    @Bean
    RouterFunction<ServerResponse> apiDocs() {
        ApiDocs docs = new ApiDocs();
        return RouterFunctions.route()
                .GET("/openapi.yaml", docs::document)
                .GET("/docs", docs::page)
                .GET("/docs/{file}", docs::file)
                .build();
    }
}
