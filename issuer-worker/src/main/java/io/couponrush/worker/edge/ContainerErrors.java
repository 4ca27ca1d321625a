package io.couponrush.worker.edge;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import java.io.IOException;

/** What fails before or beside the controllers comes here from the servlet container. */
@Controller
final class ContainerErrors implements ErrorController {

    private final ProblemWriter problems;

    ContainerErrors(ProblemWriter problems) {
        this.problems = problems;
    }

    /** Writes by itself: it must also answer those whose Accept header can't be read. */
    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemCode code =
                status instanceof Integer number
                        ? ProblemCode.of(HttpStatusCode.valueOf(number))
                        : ProblemCode.NOT_FOUND;
        problems.write(response, code, code.status().getReasonPhrase() + ".");
    }
}
