package io.couponrush.worker.edge;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What fails before or beside the controllers comes here from the servlet container. */
@RestController
final class ContainerErrors implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Object> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemCode code =
                status instanceof Integer number
                        ? ProblemCode.of(HttpStatusCode.valueOf(number))
                        : ProblemCode.NOT_FOUND;
        return code.answer(code.status().getReasonPhrase() + ".");
    }
}
