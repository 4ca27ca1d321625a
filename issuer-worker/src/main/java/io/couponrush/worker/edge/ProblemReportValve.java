package io.couponrush.worker.edge;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

import java.io.IOException;
import java.io.PrintWriter;

/** Tomcat's own refusals, such as a target with forbidden characters, reach no filter of ours. */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = ProblemCode.of(HttpStatusCode.valueOf(status));
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("utf-8");
        try {
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                // every part is a constant of ours, so nothing needs escaping
                writer.write(
                        """
                        {"type":"%s","title":"%s","status":%d,"code":"%s",\
                        "detail":"The request can't be read as HTTP."}\
                        """
                                .formatted(
                                        code.problem("").getType(),
                                        code.problem("").getTitle(),
                                        status,
                                        code.name()));
                response.finishResponse();
            }
        } catch (IOException e) {
            container.getLogger().debug("client went away before it read the error", e);
        }
    }
}
