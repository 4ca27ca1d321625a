package io.couponrush.worker.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.couponrush.worker.edge.ProblemWriter;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which route needs which role. A route without a rule is denied to everybody. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String USER = "USER";
    private static final String ADMIN = "ADMIN";

    /** The management port is reached from inside only. */
    @Bean
    @Order(1)
    SecurityFilterChain managementSecurity(HttpSecurity http) {
        http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll());
        return stateless(http).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            SecurityProblems problems,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes,
            ObjectProvider<LoadTestUserFilter> loadTestUsers) {
        http.authorizeHttpRequests(rules -> rule(rules, new UnroutedRequest(routes)))
                .oauth2ResourceServer(
                        server ->
                                server.jwt(jwt -> jwt.jwtAuthenticationConverter(authorities()))
                                        .authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems));
        loadTestUsers.ifAvailable(
                filter -> http.addFilterBefore(filter, BearerTokenAuthenticationFilter.class));
        return stateless(http).build();
    }

    private static void rule(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    rules,
            RequestMatcher unrouted) {
        rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
        rules.requestMatchers("/error").permitAll();
        rules.requestMatchers(GET, "/.well-known/jwks.json").permitAll();
        rules.requestMatchers(POST, "/api/v1/auth/signup", "/api/v1/auth/signin").permitAll();
        rules.requestMatchers(GET, "/api/v1/coupons", "/api/v1/coupons/{id}").permitAll();
        rules.requestMatchers(GET, "/api/v1/coupons/{id}/audit/**", "/api/v1/receipt-keys")
                .permitAll();
        // the ticket in the path is the permission
        rules.requestMatchers(GET, "/api/v1/exports/{ticket}").permitAll();
        rules.requestMatchers(POST, "/api/v1/coupons").hasRole(ADMIN);
        rules.requestMatchers(PATCH, "/api/v1/coupons/{id}").hasRole(ADMIN);
        rules.requestMatchers(PUT, "/api/v1/users/{userId}/admin").hasRole(ADMIN);
        rules.requestMatchers("/api/v1/admin/**").hasRole(ADMIN);
        rules.requestMatchers(POST, "/api/v1/auth/renew").hasRole(USER);
        rules.requestMatchers(PUT, "/api/v1/users").hasRole(USER);
        rules.requestMatchers("/api/v1/me/**", "/api/v2/me/**").hasRole(USER);
        // a route under the profile "lab" only
        rules.requestMatchers(POST, "/api/v1/lab/me/coupons/{id}/issue").hasRole(USER);
        rules.requestMatchers(unrouted).permitAll();
        rules.anyRequest().denyAll();
    }

    @Bean
    SecurityProblems securityProblems(ProblemWriter writer) {
        return new SecurityProblems(writer);
    }

    @Bean
    @Profile("load-test")
    LoadTestUserFilter loadTestUserFilter(SecurityProblems problems) {
        return new LoadTestUserFilter(problems);
    }

    @Bean
    UserIdResolver userIdResolver() {
        return new UserIdResolver();
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        sessions ->
                                sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private static JwtAuthenticationConverter authorities() {
        JwtGrantedAuthoritiesConverter roles = new JwtGrantedAuthoritiesConverter();
        roles.setAuthoritiesClaimName(AccessTokens.ROLES);
        roles.setAuthorityPrefix("ROLE_");
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(roles);
        return converter;
    }
}
