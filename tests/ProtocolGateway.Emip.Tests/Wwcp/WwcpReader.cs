using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>
/// Reads our answers as WWCP's clients do (emip.md 7.2, 7.4, 7.8), from the bytes alone and with none of our code: what they can't
/// use is a failure of the test that asks.
/// </summary>
internal sealed partial class WwcpReader
{
    private readonly XElement root;
    private readonly XNamespace children;

    /// <param name="qualified">Where the children must stand in the dynamic services' namespace.</param>
    public WwcpReader(Hosted.Heard answer, bool qualified = false)
    {
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        var envelope = XDocument.Parse(answer.Text).Root!;
        Assert.That(envelope.Name, Is.EqualTo(Soap.Namespace + "Envelope"), "an envelope of SOAP 1.2");
        // The first element is taken, whatever it is called; only a fault is none.
        root = envelope.Element(Soap.Namespace + "Body")!.Elements().First();
        Assert.That(root.Name.LocalName, Is.Not.EqualTo("Fault"), answer.Text);
        children = qualified ? Soap.EvciDynamic : XNamespace.None;
    }

    /// <summary>An empty element counts as missing.</summary>
    public string Mandatory(string name)
    {
        var value = Optional(name);
        Assert.That(value, Is.Not.Null.And.Not.Empty, $"{name} in {root}");
        return value!;
    }

    public string? Optional(string name) => root.Element(children + name)?.Value.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>A plain integer: <c>1: Ok!</c> fails here.</summary>
    public int Status() => int.Parse(Mandatory("requestStatus"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public uint Unsigned(string name) => uint.Parse(Mandatory(name), NumberStyles.None, CultureInfo.InvariantCulture);

    public bool Boolean(string name) => Mandatory(name) switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        var other => throw new AssertionException($"{name} is '{other}'"),
    };

    public void Instant(string name) => Assert.That(DateTime.TryParse(Mandatory(name), CultureInfo.InvariantCulture, out _), Is.True);

    /// <summary>An operator's id: <c>*</c> or nothing between country and id.</summary>
    public void Operator(string name)
    {
        if (Optional(name) is { } id) Assert.That(OperatorId().IsMatch(id), Is.True, $"{name} is '{id}'");
    }

    /// <summary>A provider's id: <c>*</c>, <c>-</c> or nothing; the country must exist.</summary>
    public void Provider(string name)
    {
        if (Optional(name) is { } id) Assert.That(ProviderId().IsMatch(id), Is.True, $"{name} is '{id}'");
    }

    [GeneratedRegex(@"^[A-Z]{2}\*?[A-Z0-9]{3}$")]
    private static partial Regex OperatorId();

    [GeneratedRegex(@"^[A-Z]{2}[*-]?[A-Z0-9]{3}$")]
    private static partial Regex ProviderId();
}
