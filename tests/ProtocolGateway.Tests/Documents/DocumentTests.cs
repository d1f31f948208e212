using System.Text;
using System.Xml;
using ProtocolGateway.Documents;

namespace ProtocolGateway.Tests.Documents;

internal sealed class DocumentTests
{
    private static Document Xml(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text));
        reader.MoveToContent();
        return Document.FromXml(reader);
    }

    private static Document? Json(string text, bool lenient = false) => Document.FromJson(Encoding.UTF8.GetBytes(text), out _, lenient);

    [TestCase("<m:r xmlns:m='urn:a'><id>1</id></m:r>", "id")]
    [TestCase("<m:r xmlns:m='urn:a'><m:id>1</m:id></m:r>", "id")]
    [TestCase("<r xmlns='urn:a'><id xmlns=''>1</id></r>", "id")]
    [TestCase("<m:r xmlns:m='urn:a'><o:id xmlns:o='urn:b'>1</o:id></m:r>", "{urn:b}id")]
    public void A_child_has_its_local_name_in_no_namespace_or_in_the_roots(string xml, string name) =>
        Assert.That(Xml(xml).Root.FirstChild.Name, Is.EqualTo(name));

    [Test]
    public void Only_the_ends_of_a_text_are_trimmed() => Assert.That(Xml("<r><id>\n  IOP-\n1 </id></r>").Root.Text("id"), Is.EqualTo("IOP-\n1"));

    [TestCase("<r><id></id></r>")]
    [TestCase("<r><id/></r>")]
    [TestCase("<r><id>  </id></r>")]
    public void An_empty_element_counts_as_absent(string xml) => Assert.That(Xml(xml).Root.Text("id"), Is.Null);

    [Test]
    public void Repeated_elements_stay_siblings()
    {
        var first = Xml("<r><l><m>1</m><m>2</m></l></r>").Root.Child("l").FirstChild;
        Assert.That((first.Value.ToString(), first.Next.Value.ToString(), first.Next.Next.Exists), Is.EqualTo(("1", "2", false)));
    }

    [Test]
    public void CDATA_and_text_are_one_value() => Assert.That(Xml("<r><id>a<![CDATA[<b>]]>c</id></r>").Root.Text("id"), Is.EqualTo("a<b>c"));

    [Test]
    public void Readers_of_every_make_read_the_same()
    {
        var text = $"<r><a>1 &amp; 2&#x20AC;</a><b> x<![CDATA[<y>]]>z </b><c>{new string('é', 5000)}</c><d/><a>ü</a></r>";
        using var binary = XmlDictionaryReader.CreateTextReader(Encoding.UTF8.GetBytes(text), XmlDictionaryReaderQuotas.Max);
        binary.MoveToContent();
        Assert.That(Values(Document.FromXml(binary)), Is.EqualTo(Values(Xml(text))));
        Assert.That(Values(Xml(text)).Take(2), Is.EqualTo(new[] { "1 & 2€", "x<y>z" }));

        static IEnumerable<string> Values(Document document)
        {
            for (var child = document.Root.FirstChild; child.Exists; child = child.Next) yield return child.Value.ToString();
        }
    }

    [Test]
    public void Documents_share_nothing()
    {
        var (one, other) = (Xml("<r><a>1</a></r>"), Json("""{ "a": "2", "b": "3" }""")!);
        Assert.That((one.Root.Text("a"), one.Root.Child("a").Next.Exists, other.Root.Text("a"), other.Root.Text("b")), Is.EqualTo(("1", false, "2", "3")));
    }

    [Test]
    public void What_is_too_deep_is_not_read() =>
        Assert.That(() => Xml(string.Concat(Enumerable.Repeat("<r>", 40)) + string.Concat(Enumerable.Repeat("</r>", 40))), Throws.InstanceOf<XmlException>());

    [TestCase("{ \"a\": 1, }", "line 1, position 11")]
    [TestCase("{ \"a\": 1", "line 1")]
    [TestCase("", "not JSON")]
    [TestCase("hello", "not JSON")]
    public void What_is_no_JSON_is_a_fault_with_its_place(string text, string place)
    {
        Assert.That(Document.FromJson(Encoding.UTF8.GetBytes(text), out var fault), Is.Null);
        Assert.That(fault!.Text, Does.Contain(place).And.Not.Contain("reader"));
    }

    [Test]
    public void A_second_look_reads_past_a_trailing_comma_and_an_early_end() =>
        Assert.That(Json("{ \"a\": \"1\", \"b\": { \"c\": \"2\", ", lenient: true)!.Root.Child("b").Text("c"), Is.EqualTo("2"));

    [Test]
    public void A_byte_order_mark_is_passed_over() => Assert.That(Json("\uFEFF{ \"a\": \"1\" }")!.Root.Text("a"), Is.EqualTo("1"));

    [Test]
    public void Escapes_are_read() => Assert.That(Json("""{ "\u0061": "\u00e9\n" }""")!.Root.Text("a"), Is.EqualTo("é"));

    [Test]
    public void A_repeated_element_is_named_with_its_position()
    {
        var list = Xml("<r><list><m><v>1</v></m><o/><m><v>2</v></m></list></r>").Root.Child("list");
        Assert.That((list.FirstChild.Next.Next.Child("v").Path, list.FirstChild.Path, list.FirstChild.Next.Path), Is.EqualTo(("list/m[2]/v", "list/m[1]", "list/o")));
    }

    [Test]
    public void A_place_is_named_with_its_positions()
    {
        var type = Json("""{ "periods": [ {}, { "dimensions": [ { "type": "TIME" } ] } ] }""")!.Root.Child("periods").FirstChild.Next.Child("dimensions").FirstChild.FirstChild;
        Assert.That(type.Path, Is.EqualTo("periods[1]/dimensions[0]/type"));
    }
}
