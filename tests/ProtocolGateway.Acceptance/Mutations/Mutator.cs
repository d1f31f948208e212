using System.Text;
using System.Xml.Linq;

namespace ProtocolGateway.Acceptance.Mutations;

/// <summary>Damages messages: of a seed always in the same way.</summary>
internal sealed class Mutator(int seed)
{
    /// <summary>Control characters, halves of pairs, marks of order and direction, what looks like digits and letters, markup.</summary>
    private static readonly string[] Odd =
    [
        "\0", "\u0001", "\u001F", "\u0085", "\u00A0", "\u200B", "\u202E", "\u2028", "\uFEFF", "\uFFFE", "\uFFFF", "\uD83D\uDE97", "\u0661", "\uFF11",
        "\u0430", "e\u0301", "\u00C4", "&#0;", "&#x1F;", "&amp;", "&lol;", "&#xD800;", "<!-- -->", "<![CDATA[1]]>", "]]>", "<?go?>", "<a/>", "<", "\"", "\r\n",
    ];

    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "2", "3", "4", "9", "99999999999999999999", "1e5", "0x1", "NaN", "1,5", ".5", "1.", "+1", "TRUE", "yes", "null", "1: Ok!", "Start", "FR*GWM", "FR-GWC",
        "XX*999", "2024-02-30T00:00:00Z", "2024-06-12", "2024-06-12T24:00:00Z", "2024-06-12T08:02:60Z", "12/06/2024", "0000-00-00T00:00:00", "9999-12-31T23:59:59.9999999Z",
        "2024-06-12T08:02:11+25:00", "eMI3_STAR", "RFID", "'; DROP TABLE Exchanges; --", "../../etc/passwd", "{0}%s${jndi:ldap://127.0.0.1/}", new('9', 129), new('x', 5000),
    ];

    private readonly Random random = new(seed);

    public byte[] Damage(byte[] message)
    {
        var damaged = Once(message);
        while (random.Next(5) == 0) damaged = Once(damaged);
        return damaged;
    }

    private byte[] Once(byte[] message) => random.Next(12) switch
    {
        0 or 1 or 2 => FlipBits(message),
        3 => message[..random.Next(message.Length)],
        4 => Splice(message, random.Next(4), []),
        5 => Splice(message, 0, Encoding.UTF8.GetBytes(OneOf(Odd))),
        6 => Splice(message, random.Next(2), [(byte)random.Next(256)]),
        7 => Tree(message, (e, _) => e.ReplaceNodes(OneOf(Values))),
        8 => Tree(message, (e, _) => e.Remove()),
        9 => Tree(message, (e, all) => Swap(e, OneOf(all))),
        10 => Tree(message, (e, _) => e.AddAfterSelf(Double(e))),
        _ => Tree(message, (e, _) => Rename(e)),
    };

    private byte[] FlipBits(byte[] message)
    {
        var flipped = message.ToArray();
        if (flipped.Length == 0) return flipped;
        for (var n = random.Next(3); n >= 0; n--) flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private byte[] Splice(byte[] message, int removed, byte[] inserted)
    {
        var at = random.Next(message.Length + 1);
        return [.. message.AsSpan(0, at), .. inserted, .. message.AsSpan(Math.Min(message.Length, at + removed))];
    }

    /// <summary>Changes some element; what is no XML any more has its bits flipped instead.</summary>
    private byte[] Tree(byte[] message, Action<XElement, IReadOnlyList<XElement>> change)
    {
        XDocument document;
        try
        {
            document = XDocument.Load(new MemoryStream(message), LoadOptions.PreserveWhitespace);
        }
        catch (System.Xml.XmlException)
        {
            return FlipBits(message);
        }
        var all = document.Root!.Descendants().ToList();
        if (all.Count == 0) return FlipBits(message);
        try
        {
            change(OneOf(all), all);
            return Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Not every odd value can be written by this writer.
            return FlipBits(message);
        }
    }

    private XElement Double(XElement element)
    {
        var copy = new XElement(element);
        if (random.Next(2) == 0) copy.ReplaceNodes(OneOf(Values));
        return copy;
    }

    private static void Swap(XElement one, XElement other)
    {
        if (one == other || one.Ancestors().Contains(other) || other.Ancestors().Contains(one)) return;
        var (first, second) = (new XElement(one), new XElement(other));
        one.ReplaceWith(second);
        other.ReplaceWith(first);
    }

    private void Rename(XElement element) => element.Name = random.Next(4) switch
    {
        0 => element.Name.Namespace + (char.ToUpperInvariant(element.Name.LocalName[0]) + element.Name.LocalName[1..]),
        1 => element.Name.Namespace + (element.Name.LocalName + "X"),
        2 => (XNamespace)"urn:other" + element.Name.LocalName,
        _ => (element.Parent?.Name.Namespace ?? XNamespace.None) + element.Name.LocalName,
    };

    private T OneOf<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
