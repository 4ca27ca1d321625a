package io.couponrush.worker.audit;

import io.couponrush.worker.edge.Page;
import io.couponrush.worker.edge.RushId;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.SliceImpl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The trail over HTTP, for admins. */
@RestController
final class AdminLogController {

    private static final String PATH = "/api/v1/admin/actions";

    private final AdminLogBook book;

    AdminLogController(AdminLogBook book) {
        this.book = book;
    }

    @GetMapping(PATH)
    ResponseEntity<List<AdminAction>> list(
            @RequestParam(required = false) @RushId @Nullable Long couponId,
            @RequestParam(defaultValue = "0") @Min(0) @Max(Page.LAST) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(Page.LARGEST) int size) {
        String path = couponId == null ? PATH : PATH + "?couponId=" + couponId;
        Page wanted = new Page(path, page, size);
        List<AdminAction> found = book.list(couponId, size, (long) page * size);
        return wanted.answer(
                new SliceImpl<>(
                        found.subList(0, Math.min(size, found.size())),
                        wanted.request(),
                        found.size() > size));
    }
}
