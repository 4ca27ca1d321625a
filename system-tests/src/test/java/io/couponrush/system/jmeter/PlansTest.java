package io.couponrush.system.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

/** The plans as files; CompareIT runs them. */
class PlansTest {

    private static final String USERS = "//ThreadGroup[@testname='Users']";

    private final XPath xpath = XPathFactory.newInstance().newXPath();

    /** Else the comparison would be one of loads. */
    @Test
    void allHaveTheSameUsers() throws Exception {
        String first = shape(Road.V1);

        assertThat(first).contains("${__P(users,", "${__P(ramp,", "${__P(tokens,");
        assertThat(shape(Road.V2)).isEqualTo(first);
        assertThat(shape(Road.V3)).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void eachClaimsOnItsOwnRoad(Road road) throws Exception {
        assertThat(texts(road, "//HTTPSamplerProxy[@testname='claim']/stringProp"))
                .contains("/api/" + road.id() + "/me/coupons/${__P(coupon,1)}/issue", "POST");
        assertThat(texts(road, "//ConfigTestElement/stringProp"))
                .contains("${__P(host,127.0.0.1)}", "${__P(port,8080)}");
    }

    /** The window of JMeter finds the form for an element by this attribute. */
    @ParameterizedTest
    @EnumSource
    void everyElementHasAForm(Road road) throws Exception {
        NodeList elements =
                (NodeList)
                        xpath.evaluate(
                                "//hashTree/*[not(self::hashTree)]",
                                plan(road),
                                XPathConstants.NODESET);
        assertThat(elements.getLength()).isGreaterThan(5);
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(element.getAttribute("guiclass")).as(element.getTagName()).isNotEmpty();
            Node next = element.getNextSibling();
            while (next != null && next.getNodeType() != Node.ELEMENT_NODE) {
                next = next.getNextSibling();
            }
            assertThat(next).isNotNull();
            assertThat(next.getNodeName()).isEqualTo("hashTree");
        }
    }

    @Test
    void onlyTheQueueRoadFollowsTickets() throws Exception {
        assertThat(texts(Road.V1, "//WhileController")).isEmpty();
        assertThat(texts(Road.V2, "//WhileController")).isEmpty();
        assertThat(texts(Road.V3, "//WhileController/stringProp")).containsExactly("${queued}");
        assertThat(texts(Road.V3, "//ConstantTimer/stringProp")).containsExactly("${pause}");
    }

    /** The thread group and all below it, with the road's own path taken out. */
    private String shape(Road road) throws Exception {
        return String.join(
                        "|",
                        texts(
                                road,
                                USERS
                                        + "//*[not(*)] | "
                                        + USERS
                                        + "/following-sibling::hashTree[1]//*[not(*)]"))
                .replace("/api/" + road.id() + "/", "/api/vN/");
    }

    private List<String> texts(Road road, String path) throws Exception {
        NodeList found = (NodeList) xpath.evaluate(path, plan(road), XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static Document plan(Road road) throws Exception {
        Path home = Path.of(System.getProperty("rush.home"));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(home.resolve("jmeter/plans/" + road.id() + ".jmx").toFile());
    }
}
