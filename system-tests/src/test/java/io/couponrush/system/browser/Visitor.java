package io.couponrush.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.product.Account;

import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Somebody at a browser: what they do, and what they see. Long, because it has a short word for
 * each deed that the journeys tell of.
 */
final class Visitor implements AutoCloseable {

    static final Duration BOUND = Duration.ofSeconds(60);

    static final String PASSWORD = "correct horse battery";

    private final ChromeDriver driver;
    private final URI site;

    Visitor(URI site) {
        this.driver = Chromium.start();
        this.site = site;
        Sightings.begin(driver);
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String path) {
        driver.get(site.resolve(path).toString());
    }

    /** By a name of their own; returns it. */
    String signUp() {
        String name = "b" + UUID.randomUUID().toString().substring(0, 18);
        click("#sign-in");
        click("#sign-other");
        fillIn(name);
        await("#sign-out", WebElement::isDisplayed);
        return name;
    }

    /** In the dialog that is open. */
    void fillIn(String name) {
        fillIn(name, PASSWORD);
    }

    private void fillIn(String name, String password) {
        await("#sign", WebElement::isDisplayed);
        WebElement field = find("#sign-name");
        field.clear();
        field.sendKeys(name);
        find("#sign-password").sendKeys(password + Keys.ENTER);
    }

    /** A page of the desk, as its admin; signs in where nobody is. */
    void openDesk(String path, Account admin) {
        open(path);
        await("main", _ -> find("#gate").isDisplayed() || find("#desk").isDisplayed());
        if (find("#gate").isDisplayed()) {
            click("#gate-sign-in");
            fillIn(admin.username(), admin.password());
        }
        await("#desk", WebElement::isDisplayed);
    }

    /** Writes into a field, whatever stands there. */
    void write(String selector, String text) {
        await(selector, WebElement::isDisplayed);
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** What is typed into such a field depends on the language of the machine. */
    void writeTime(String field, Instant instant) {
        driver.executeScript(
                """
                const at = new Date(arguments[1]);
                document.querySelector(arguments[0]).value =
                  new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
                """,
                field,
                instant.toString());
    }

    /** Texts of all that fit, in order. */
    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    void click(String selector) {
        await(selector, WebElement::isDisplayed);
        find(selector).click();
    }

    void doubleClick(String selector) {
        await(selector, WebElement::isDisplayed);
        new Actions(driver).doubleClick(find(selector)).perform();
    }

    String text(String selector) {
        return find(selector).getText();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Until the queue page shows this. */
    void awaitView(String view) {
        await("body", body -> view.equals(body.getDomAttribute("data-view")));
    }

    void awaitText(String selector, String text) {
        await(selector, element -> element.getText().equals(text));
    }

    void await(String selector, Predicate<WebElement> condition) {
        new WebDriverWait(driver, BOUND, Duration.ofMillis(100))
                // a page that is leaving answers a look with errors of more than one kind
                .ignoring(WebDriverException.class)
                .withMessage(() -> selector + ", while the page shows: " + text("body"))
                .until(_ -> condition.test(find(selector)));
    }

    /** Presses Tab until an element has the focus, at most 30 times. */
    void tabTo(String id) {
        for (int i = 0; i < 30; i++) {
            if (id.equals(driver.switchTo().activeElement().getDomAttribute("id"))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the Tab key does not lead to #" + id);
    }

    void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void block(String... urls) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(urls)));
    }

    void network(boolean on) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        !on,
                        "latency",
                        0,
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    /** On a small phone, until {@link #wide}. */
    void narrow() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 640, "deviceScaleFactor", 1, "mobile", true));
    }

    void wide() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Nothing sticks out of a narrow window. */
    void assertThatItFits(String what) {
        assertThat(driver.executeScript("return document.documentElement.scrollWidth"))
                .as(what)
                .isEqualTo(320L);
    }

    void theme(String scheme) {
        prefer(List.of(scheme(scheme)));
    }

    private static Map<String, String> scheme(String value) {
        return Map.of("name", "prefers-color-scheme", "value", value);
    }

    private void prefer(List<Map<String, String>> features) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
    }

    /** What is shown has no serious finding of axe's in either theme; ends in the light one. */
    void assertThatEverybodyCanUse(String what) {
        // or a colour is measured on its way to another one
        Map<String, String> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
        prefer(List.of(scheme("dark"), still));
        Axe.assertThatColoursAreReadable(driver, what + ", dark");
        prefer(List.of(scheme("light"), still));
        Axe.assertThatPageIsAccessible(driver, what);
        theme("light");
    }

    void language(String accepted) {
        Object agent = driver.executeScript("return navigator.userAgent");
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride",
                Map.of("userAgent", Objects.requireNonNull(agent), "acceptLanguage", accepted));
    }

    /** Every "view figure" that this tab ever showed, in order. */
    List<String> seen() {
        return Sightings.of(driver);
    }

    /** Puts the time by which this page waits forward; its timers run on as they are. */
    void forward(Duration by) {
        driver.executeScript(
                """
                const real = performance.now.bind(performance), by = arguments[0];
                performance.now = () => real() + by;
                """,
                by.toMillis());
    }

    /** Of the positions that this tab ever showed none was worse than one before. */
    void assertThatNoPositionGrew() {
        Sightings.assertThatNoPositionGrew(driver);
    }

    /** Whatever the scripts or the policy complained about; refused requests are not among it. */
    void assertThatNothingWasWrong() {
        List<String> complaints =
                driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .filter(entry -> entry.getLevel().intValue() >= 900)
                        .map(LogEntry::getMessage)
                        .filter(message -> !message.contains("Failed to load resource"))
                        .toList();
        assertThat(complaints).isEmpty();
    }

    /** As new: nobody signed in, nothing remembered, all networks and media as they are. */
    void forgetEverything() {
        try {
            driver.executeScript(
                    "window.forgotten = true; localStorage.clear(); sessionStorage.clear()");
        } catch (JavascriptException _) {
            // nothing was opened yet
        }
        // or the same page under another fragment would go on with what its scripts know
        driver.get("about:blank");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
