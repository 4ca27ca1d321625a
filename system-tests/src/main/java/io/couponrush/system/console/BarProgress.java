package io.couponrush.system.console;

import me.tongfei.progressbar.ProgressBar;

/** A bar that redraws itself. */
final class BarProgress implements Progress {

    private final ProgressBar bar;

    BarProgress(ProgressBar bar) {
        this.bar = bar;
    }

    @Override
    public void reached(long done) {
        bar.stepTo(done);
    }

    @Override
    public void note(String words) {
        bar.setExtraMessage(words);
    }

    @Override
    public void close() {
        bar.close();
    }
}
