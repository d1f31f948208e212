using System.Globalization;
using System.Text;
using System.Xml;

namespace ProtocolGateway.Documents;

/// <summary>What may stand in a value: what every notation, and every journal, can carry.</summary>
internal static class Characters
{
    /// <summary>True for text without control characters (line ends and tabs are none), noncharacters and halves of surrogate pairs.</summary>
    public static bool AreText(ReadOnlySpan<char> text)
    {
        // Nearly all values are plain: one comparison of whole vectors tells.
        if (!text.ContainsAnyExceptInRange(' ', '~')) return true;
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (!IsText(text[i])) return false;
        }
        return true;
    }

    /// <summary>True for what XML can hold at all. Not every reader of XML looks behind a character's number.</summary>
    public static bool AreXml(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~')) return true;
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (!XmlConvert.IsXmlChar(text[i])) return false;
        }
        return true;
    }

    /// <summary>The same text, what is none shown as <c>\u0001</c>: reports and faults travel in documents themselves.</summary>
    public static string Shown(ReadOnlySpan<char> text)
    {
        if (AreText(text)) return text.ToString();
        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) shown.Append(text[i]).Append(text[++i]);
            else if (IsText(text[i])) shown.Append(text[i]);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
        }
        return shown.ToString();
    }

    private static bool IsText(char c) => XmlConvert.IsXmlChar(c) && (!char.IsControl(c) || c is '\n' or '\r' or '\t');
}
