package io.couponrush.gateway.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import io.couponrush.gateway.edge.Misrouted;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.reactive.function.client.WebClient;

import java.time.Clock;
import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Of the worker's keys and of these checks; see docs/decisions/0005. */
    static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.RS256;

    /** The same for everybody; who is looking, their scripts find out, and the API decides. */
    private static final String[] PAGES = {
        "/",
        "/coupons/*",
        "/me",
        "/audit/*",
        "/admin",
        "/admin/coupons/*",
        "/admin/dead-letters",
        "/admin/actions",
        "/assets/*"
    };

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(3);

    @Bean
    ReactiveJwtDecoder jwtDecoder(
            @Value("${rush.worker.url}") String worker,
            AuthProperties properties,
            ReactorResourceFactory reactor,
            Clock clock) {
        WebClient issuer =
                WebClient.builder()
                        .clientConnector(new ReactorClientHttpConnector(reactor, http -> http))
                        .baseUrl(worker)
                        .build();
        SigningKeys keys =
                new SigningKeys(
                        issuer.get()
                                .uri("/.well-known/jwks.json")
                                .retrieve()
                                .bodyToMono(String.class)
                                .timeout(FETCH_TIMEOUT),
                        properties,
                        clock);
        NimbusReactiveJwtDecoder decoder =
                NimbusReactiveJwtDecoder.withJwkSource(keys).jwsAlgorithm(ALGORITHM).build();
        JwtTimestampValidator time = new JwtTimestampValidator(properties.clockSkew());
        time.setClock(clock);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        time,
                        new JwtIssuerValidator(properties.issuer()),
                        new JwtAudienceValidator(properties.audience())));
        return decoder;
    }

    @Bean
    VerifiedTokens verifiedTokens(
            ReactiveJwtDecoder decoder, AuthProperties properties, Clock clock) {
        return new VerifiedTokens(decoder, properties, clock);
    }

    /**
     * An observation of every filter and every decision would cost each request more than its
     * decision does.
     */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    Refusals refusals(Misrouted misrouted) {
        return new Refusals(misrouted);
    }

    /**
     * The user comes from a token and from nothing else; what is not named here is refused. No
     * session, no cookie, hence nothing that CSRF could ride on. The worker checks its own routes
     * again: this list only keeps what is clearly wrong away from it.
     */
    @Bean
    SecurityWebFilterChain routes(
            ServerHttpSecurity http,
            VerifiedTokens tokens,
            Refusals refusals,
            ObjectProvider<LoadTestFilter> loadTest) {
        http.addFilterAt(
                new BearerFilter(tokens, refusals), SecurityWebFiltersOrder.AUTHENTICATION);
        loadTest.ifAvailable(
                filter -> http.addFilterBefore(filter, SecurityWebFiltersOrder.AUTHENTICATION));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .anonymous(ServerHttpSecurity.AnonymousSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(refusals)
                                        .accessDeniedHandler(refusals))
                .authorizeExchange(SecurityConfiguration::rules)
                .build();
    }

    private static void rules(ServerHttpSecurity.AuthorizeExchangeSpec may) {
        may.pathMatchers("/api/v3/me/**")
                .hasRole("USER")
                .pathMatchers(GET, "/api/v3/coupons/*/progress")
                .permitAll()
                .pathMatchers(POST, "/api/v1/auth/signup", "/api/v1/auth/signin")
                .permitAll()
                .pathMatchers(GET, "/api/v1/coupons", "/api/v1/coupons/*")
                .permitAll()
                .pathMatchers(GET, "/api/v1/coupons/*/audit/**", "/api/v1/receipt-keys")
                .permitAll()
                // the ticket in the path is the permission
                .pathMatchers(GET, "/api/v1/exports/*")
                .permitAll()
                .pathMatchers(
                        GET, "/api/v1/health", "/api/v3/clock", "/openapi.yaml", "/docs", "/docs/*")
                .permitAll()
                .pathMatchers(GET, PAGES)
                .permitAll()
                .pathMatchers(HEAD, PAGES)
                .permitAll()
                .pathMatchers("/api/v1/admin/**", "/api/v3/admin/**")
                .hasRole("ADMIN")
                .pathMatchers("/api/**")
                .hasRole("USER")
                .matchers(EndpointRequest.toAnyEndpoint())
                .permitAll()
                .anyExchange()
                .denyAll();
    }

    @Bean
    @Profile("load-test")
    LoadTestFilter loadTestFilter(Refusals refusals) {
        return new LoadTestFilter(refusals);
    }
}
