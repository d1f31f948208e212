using System.Xml.Linq;

namespace ProtocolGateway.Emip.Tests;

/// <summary>Samples, changed in one point.</summary>
internal static class Change
{
    /// <summary>The text with exactly one place replaced.</summary>
    public static string Text(string sample, string written, string instead)
    {
        var text = Samples.Text(sample);
        Assert.That(text, Does.Contain(written));
        return text.Replace(written, instead, StringComparison.Ordinal);
    }

    public static string Without(string sample, string element)
    {
        var document = XDocument.Parse(Samples.Text(sample));
        document.Descendants(element).First().Remove();
        return document.ToString();
    }

    /// <summary>All unqualified elements moved into the namespace.</summary>
    public static string Qualified(string sample, XNamespace xmlNamespace)
    {
        var document = XDocument.Parse(Samples.Text(sample));
        foreach (var element in document.Descendants().Where(e => e.Name.Namespace == XNamespace.None)) element.Name = xmlNamespace + element.Name.LocalName;
        return document.ToString();
    }

    /// <summary>Every element's children in reverse, envelope aside.</summary>
    public static string Reversed(string sample)
    {
        var document = XDocument.Parse(Samples.Text(sample));
        var operation = document.Root!.Element(Soap.Namespace + "Body")!.Elements().Single();
        foreach (var element in operation.DescendantsAndSelf().Where(e => e.HasElements).ToList())
            element.ReplaceNodes(element.Elements().Reverse().ToList());
        return document.ToString();
    }
}
