package io.couponrush.worker.edge;

import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import java.util.List;

/**
 * How lists are given out: as a JSON array; if there is more, a {@code Link} header (RFC 8288) with
 * {@code rel="next"} says where. Nobody counts the whole list.
 *
 * @param path of the list, with the filters in its query if there are any
 * @param number from 0 to {@value #LAST}
 * @param size from 1 to {@value #LARGEST}
 */
public record Page(String path, int number, int size) {

    /** A bound, because the database walks over all rows before the page. */
    public static final int LAST = 1000;

    public static final int LARGEST = 100;

    public Pageable request() {
        return PageRequest.of(number, size);
    }

    public <T> ResponseEntity<List<T>> answer(Slice<T> slice) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (slice.hasNext() && number < LAST) {
            answer.header(
                    HttpHeaders.LINK,
                    "<"
                            + path
                            + (path.contains("?") ? "&" : "?")
                            + "page="
                            + (number + 1)
                            + "&size="
                            + size
                            + ">; rel=\"next\"");
        }
        return answer.body(slice.getContent());
    }
}
