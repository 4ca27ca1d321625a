package io.couponrush.worker.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Requests that no controller would take: a wrong path, or a known path with a wrong method.
 * Letting them through lets MVC say 404 or 405 where "deny everything else" would say 401. A route
 * for which somebody forgot the rule does have a controller, so it stays denied.
 */
final class UnroutedRequest implements RequestMatcher {

    private final RequestMappingHandlerMapping routes;

    UnroutedRequest(RequestMappingHandlerMapping routes) {
        this.routes = routes;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        try {
            if (!parsed) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            return routes.getHandler(request) == null;
        } catch (ServletException refused) {
            return true;
        } catch (Exception unknown) {
            return false;
        } finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }
}
