package io.couponrush.worker.security;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.Set;
import java.util.TreeSet;

/** What the worker serves, as "METHOD /path/{variable}"; the error page has no method. */
final class WorkerRoutes {

    private WorkerRoutes() {}

    static Set<String> of(RequestMappingHandlerMapping mappings) {
        Set<String> routes = new TreeSet<>();
        for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                mapping.getPatternValues().forEach(path -> routes.add(method + " " + path));
            }
        }
        return routes;
    }
}
